/** A passenger checked in the situation of the shift: by what was read, or by the number on a paper that cannot be read. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Situation } from '#evisa/situation.ts'
import type { DeviceAccess } from '../../offline/device-access.ts'
import { check } from '../../offline/scanner.ts'
import type { ScannerRole } from '../../offline/scanner-store.ts'
import { SeveralEvisas } from '../../offline/several-evisas.ts'
import { type AskedByNumber, askByNumber } from './ask-by-number.ts'
import type { FollowedLine } from './followed-line.ts'
import { type Passenger, type ScannerState, showAnswer, showChoice, shownAbout } from './scanner-state.ts'
import { isOver, situationOf } from './shift.ts'
import { showKept } from './unconfirmed.ts'

export interface Checking {
  readonly state: ScannerState
  readonly line: Pick<FollowedLine, 'platform' | 'noteScan'>
  readonly role: ScannerRole
  readonly now: () => EpochSeconds
}

/** Without the code there is nothing to go on with, so the server is given more time. */
const ASK_MS = 6000

/** Decides and shows it, or whom to choose from; where no shift is set the fault says so. Throws `AccessEnded`. */
export async function checkPassenger(passenger: Passenger, checking: Checking): Promise<void> {
  const { state, line } = checking
  const situation = situationNow(passenger, checking)
  if (situation === null) return
  const sameSince = shownAbout(state, passenger)?.decided_at
  try {
    const platform = await line.platform()
    const scan = await check(passenger.texts, situation, { ...platform, sameSince })
    line.noteScan(scan)
    await showKept(state, { passenger, situation, scan, byNumber: false }, platform)
  } catch (error) {
    if (!(error instanceof SeveralEvisas)) throw error
    showChoice(state, { passenger, evisas: error.evisas })
  }
}

/** Asks the server, which alone can answer. Throws `NoSuchVisa`, `Rejected` and `AccessEnded`. */
export async function checkByNumber(
  asked: AskedByNumber,
  access: DeviceAccess | null,
  checking: Checking,
): Promise<void> {
  const { state } = checking
  const passenger: Passenger = { texts: [], mrz: asked.mrz, exit: state.exit.value }
  const situation = situationNow(passenger, checking)
  if (situation === null) return
  const answer =
    access === null ? 'unreachable' : await askByNumber(access, asked, situation, AbortSignal.timeout(ASK_MS))
  if (answer === 'unreachable') state.fault.value = { code: 'fault/needs-network', detail: null }
  else if ('text' in answer) await checkPassenger({ ...passenger, texts: [answer.text] }, checking)
  else {
    const { decision } = answer
    const scan = { text: '', decision, alone: decision, offlineBecause: null, overUsed: [] }
    showAnswer(state, { passenger, situation, scan, byNumber: true })
  }
}

function situationNow({ exit, mrz }: Passenger, { state, role, now }: Checking): Situation | null {
  const { value: shift } = state.shift
  const isOverNow = shift !== null && isOver(shift, now())
  const situation = shift === null || isOverNow ? null : situationOf(shift, { role, exit, mrz })
  if (situation === null) state.fault.value = { code: isOverNow ? 'fault/shift-over' : 'fault/shift', detail: null }
  return situation
}
