/** A scanner at work in a page: what it stands in front of, what an officer does with it, and its line to the server. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { civilDateAt } from '#evisa/civil-date.ts'
import { readMrz } from '#evisa/mrz.ts'
import { type Policy, policyOn } from '#evisa/policy.ts'
import type { Situation } from '#evisa/situation.ts'
import { takeTurns } from '../../../platform/in-turn.ts'
import { AccessEnded } from '../../offline/authority-client.ts'
import { lookAgain } from '../../offline/look-again.ts'
import { type OverrideGiven, type Recorded, recordCrossing, recordRefusal } from '../../offline/record-crossing.ts'
import { recordVoid, type VoidFault } from '../../offline/record-void.ts'
import { check, type Platform, type Scan } from '../../offline/scanner.ts'
import { type Enrolment, StorageFailed } from '../../offline/scanner-store.ts'
import type { SyncReport } from '../../offline/sync.ts'
import type { LineState } from '../../offline/sync-loop.ts'
import { type AskedByNumber, askByNumber, NoSuchVisa } from './ask-by-number.ts'
import { type FollowedLineOptions, followLine } from './followed-line.ts'
import { countDone, countOutcome, type Done, type Shift, situationOf } from './shift.ts'

/** The person in front of the scanner. */
export interface Passenger {
  readonly texts: readonly string[]
  readonly mrz: string | null
  /** Whether the person leaves. */
  readonly exit: boolean
}

/** What the screen says of a passenger. */
export interface Verdict {
  readonly passenger: Passenger
  readonly situation: Situation
  readonly scan: Scan
  /** What was recorded of it; null while nothing was. */
  readonly recorded: Recorded | null
  /** When it was first shown, epoch milliseconds: it is cleared by itself some time after. */
  readonly shownAt: number
  /** The server's answer to a number that was typed: the paper was not seen. */
  readonly byNumber: boolean
}

/** What went wrong with what an officer asked for: a key of the strings, and what the server said. */
export interface ScannerFault {
  readonly code:
    | 'fault/access-ended'
    | 'fault/storage'
    | 'fault/shift'
    | 'fault/not-admitted'
    | 'fault/no-such-visa'
    | 'fault/needs-network'
    | 'fault/mrz'
    | 'fault/bug'
    | VoidFault
  readonly detail: string | null
}

export interface ScannerModel {
  readonly enrolment: Enrolment
  readonly shift: Signal<Shift | null>
  /** Whether those who come now leave the country. */
  readonly exit: Signal<boolean>
  readonly verdict: ReadonlySignal<Verdict | null>
  readonly fault: Signal<ScannerFault | null>
  /** Something is being checked or recorded. */
  readonly busy: ReadonlySignal<boolean>
  readonly line: ReadonlySignal<LineState | null>
  readonly lastReport: ReadonlySignal<SyncReport | null>
  readonly policy: ReadonlySignal<Policy | null>
  /** A passport that was read before the code of its e-visa. */
  readonly waitingMrz: ReadonlySignal<string | null>
  /** Checks the next passenger by the texts that were read. */
  take(texts: readonly string[]): Promise<void>
  /** The passport of the passenger in front, or of the next one. */
  takeMrz(mrz: string): Promise<void>
  takeNumber(asked: AskedByNumber): Promise<void>
  /** Admits, or records the exit. */
  confirm(override?: OverrideGiven): Promise<void>
  refuse(why: string | null): Promise<void>
  next(): void
  takeBack(text: string, supervisor: string | null): Promise<boolean>
  refresh(): Promise<void>
  syncSoon(): void
  /** Ends the line; what is under way is waited for. */
  close(): Promise<void>
}

export interface ScannerModelOptions extends FollowedLineOptions {
  readonly shift: Signal<Shift | null>
}

export function openScannerModel({ store, enrolment, context, network, shift }: ScannerModelOptions): ScannerModel {
  const verdict = signal<Verdict | null>(null)
  const fault = signal<ScannerFault | null>(null)
  const underWay = signal(0)
  const busy = computed(() => underWay.value > 0)
  const waitingMrz = signal<string | null>(null)
  const exit = signal(false)
  const followed = followLine({ store, enrolment, context, network }, asFault)
  const { state: line, lastReport, policy, platform, refreshUnsent } = followed
  const turns = takeTurns()

  /** One act at a time: a second press of a key does nothing. */
  async function act(work: () => Promise<void>): Promise<void> {
    if (!busy.value) await inTurn(work)
  }

  /** What was read while something is under way is not lost: it comes next. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    underWay.value += 1
    return turns(async () => {
      fault.value = null
      try {
        await work()
      } catch (error) {
        asFault(error)
      } finally {
        underWay.value -= 1
      }
    })
  }

  function asFault(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error)
    if (error instanceof AccessEnded) fault.value = { code: 'fault/access-ended', detail }
    else if (error instanceof StorageFailed) fault.value = { code: 'fault/storage', detail }
    else if (error instanceof NoSuchVisa) fault.value = { code: 'fault/no-such-visa', detail: null }
    else fault.value = { code: 'fault/bug', detail }
  }

  function note(change: (shift: Shift) => Shift): void {
    if (shift.value !== null) shift.value = change(shift.value)
  }

  function show(scan: Scan, passenger: Passenger, situation: Situation, byNumber = false): void {
    const before = verdict.value
    const isSame = before?.passenger.texts === passenger.texts
    if (scan.offlineBecause !== null) followed.noteUnreachable(scan.offlineBecause)
    batch(() => {
      verdict.value = { passenger, situation, scan, recorded: null, shownAt: Date.now(), byNumber }
      // A passport that was read after the code makes it another answer for the same person.
      const already = isSame ? (before?.scan.decision.outcome ?? null) : null
      note((shift) => countOutcome(shift, scan.decision.outcome, already))
    })
  }

  async function decideOn(passenger: Passenger): Promise<void> {
    const situation =
      shift.value === null
        ? null
        : situationOf(shift.value, { role: enrolment.role, exit: passenger.exit, mrz: passenger.mrz })
    if (situation === null) {
      fault.value = { code: 'fault/shift', detail: null }
      return
    }
    const before = verdict.value
    const sameSince = before?.passenger.texts === passenger.texts ? before.scan.decision.decided_at : undefined
    show(await check(passenger.texts, situation, { ...(await platform()), sameSince }), passenger, situation)
  }

  async function record(work: (verdict: Verdict, platform: Platform) => Promise<Recorded>): Promise<void> {
    const open = verdict.value
    if (open === null || open.recorded !== null || open.situation.audience === 'carrier') return
    const recorded = await work(open, await platform())
    if (recorded.recorded === null) {
      const again = await lookAgain(open.passenger.texts, open.situation, recorded, open.scan, platform)
      if (again === null) {
        fault.value = { code: 'fault/not-admitted', detail: recorded.because }
        return
      }
      verdict.value = { ...open, scan: again, recorded, shownAt: Date.now() }
      return
    }
    batch(() => {
      verdict.value = { ...open, recorded, shownAt: Date.now() }
      note((shift) => countDone(shift, DONE[recorded.recorded]))
    })
    await refreshUnsent()
    followed.wake()
  }

  const operator = () => shift.value?.operator || null

  return {
    enrolment,
    shift,
    exit,
    verdict,
    fault,
    busy,
    line,
    lastReport,
    policy,
    waitingMrz,
    take: (texts) =>
      inTurn(async () => {
        const mrz = waitingMrz.value
        waitingMrz.value = null
        await decideOn({ texts, mrz, exit: exit.value })
      }),
    takeMrz: (mrz) =>
      inTurn(async () => {
        if (!isZone(mrz)) {
          fault.value = { code: 'fault/mrz', detail: null }
          return
        }
        const open = verdict.value
        if (open === null || !isStillTheirs(open, mrz)) {
          verdict.value = null
          waitingMrz.value = mrz
          return
        }
        await decideOn({ ...open.passenger, mrz })
      }),
    takeNumber: (asked) =>
      act(async () => {
        const access = (await network?.accessOf(store, enrolment)) ?? null
        const passenger: Passenger = { texts: [], mrz: asked.mrz, exit: exit.value }
        const situation = shift.value === null ? null : situationOf(shift.value, { role: enrolment.role, ...passenger })
        if (situation === null) {
          fault.value = { code: 'fault/shift', detail: null }
          return
        }
        if (access === null) {
          fault.value = { code: 'fault/needs-network', detail: null }
          return
        }
        const answer = await askByNumber(access, asked, situation, AbortSignal.timeout(ASK_MS))
        if (answer === 'unreachable') fault.value = { code: 'fault/needs-network', detail: null }
        else if ('text' in answer) await decideOn({ ...passenger, texts: [answer.text] })
        else
          show(
            { decision: answer.decision, alone: answer.decision, offlineBecause: null, overUsed: [] },
            passenger,
            situation,
            true,
          )
      }),
    confirm: (override) =>
      act(() =>
        record(({ scan, situation }, platform) =>
          recordCrossing(scan, borderSituation(situation), operator(), platform, override ?? null),
        ),
      ),
    refuse: (why) =>
      act(() =>
        record(({ scan, situation }, platform) =>
          recordRefusal(scan, borderSituation(situation), operator(), platform, why),
        ),
      ),
    next: () =>
      batch(() => {
        verdict.value = null
        fault.value = null
        waitingMrz.value = null
      }),
    takeBack: async (text, supervisor) => {
      let done = false
      await act(async () => {
        const given = { event: 'last', text, operator: operator(), supervisor }
        const voided = await recordVoid(given, await platform())
        if (!voided.ok) fault.value = { code: voided.error, detail: null }
        done = voided.ok
        await refreshUnsent()
        followed.wake()
      })
      return done
    },
    refresh: followed.refresh,
    syncSoon: followed.wake,
    close: () => turns(followed.close),
  }
}

/** The checkpoints that a shift may choose from, by the policy in force on this day; none while there is no policy. */
export function checkpointsOf(policy: Policy | null, now: number, role: Enrolment['role']) {
  const inForce = policy === null ? null : policyOn(policy, civilDateAt(now))
  const all = inForce === null ? [] : [...inForce.checkpoints.values()]
  return role === 'carrier' ? all.filter(({ kind }) => kind === 'air') : all
}

/** Without the code there is nothing to go on with: the server is given more time. */
const ASK_MS = 6000
const DONE = { entry: 'admitted', exit: 'exits', refusal: 'turnedAway' } as const satisfies Record<string, Done>

function borderSituation(situation: Situation) {
  if (situation.audience === 'carrier') throw new TypeError('a carrier records nothing')
  return situation
}

/** Whether this passport may be that of the person in front: nothing was recorded, and no other one was read for them. */
function isStillTheirs({ recorded, byNumber, passenger: { mrz: before } }: Verdict, mrz: string): boolean {
  if (recorded !== null || byNumber) return false
  // One that was misread is read again.
  return before === null || before === mrz || !readMrz(before).ok
}

/** Whether a text has the form of a passport's lines, rightly read or not. */
export function isZone(text: string): boolean {
  const lines = text.trim().split(/\s+/)
  const isForm = [44, 30].some((width) => lines.every((line) => line.length === width && /^[A-Z0-9<]+$/i.test(line)))
  return readMrz(text).ok || (isForm && text.includes('<'))
}
