/** Fetches the file of a bank's day from the bank itself, a terminal after the other: nobody hands one in, so nobody can write one. */
import { addDays, type CivilDate, civilDateAt, isCivilDate } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { Settlement } from '../store/payment-store.ts'
import type { Acquirer, AcquirerFault } from './acquirer.ts'
import { type Settling, settleFile } from './settle-file.ts'

export type Settler = Pick<Acquirer, 'name' | 'settlement' | 'terminals' | 'chargesOf'>

/** The file of a terminal that was not taken. */
export interface Unsettled {
  readonly terminal: string
  /** For the log: never what was answered. */
  readonly code: string
  /** In words, for the desk. */
  readonly why: string
}

/** `no-settlement` names each terminal whose file was not taken: those of all others were. */
export type NotSettled =
  | 'no-acquirer'
  | { readonly kind: 'no-such-day'; readonly day: string }
  | { readonly kind: 'no-settlement'; readonly terminals: readonly Unsettled[] }

/** The settlements of all terminals. The same file again changes nothing, and a day that is not over has another one later. */
export async function settleDay(
  day: CivilDate,
  acquirer: Settler | undefined,
  by: Act,
  settling: Settling,
): Promise<Result<readonly Settlement[], NotSettled>> {
  if (acquirer === undefined) return fail('no-acquirer')
  // The bank may count its days an hour otherwise.
  if (!isCivilDate(day) || day > addDays(civilDateAt(by.at), 1)) return fail({ kind: 'no-such-day', day })
  const settled: Settlement[] = []
  const terminals: Unsettled[] = []
  for (const terminal of acquirer.terminals) {
    const taken = await settleTerminal(day, terminal, acquirer, by, settling)
    if (taken.ok) settled.push(taken.value)
    else terminals.push({ terminal, ...taken.error })
  }
  return terminals.length > 0 ? fail({ kind: 'no-settlement', terminals }) : ok(settled)
}

async function settleTerminal(
  day: CivilDate,
  terminal: string,
  acquirer: Settler,
  by: Act,
  settling: Settling,
): Promise<Result<Settlement, Omit<Unsettled, 'terminal'>>> {
  const file = await acquirer.settlement(day, terminal)
  if (!file.ok) return fail({ code: `${file.error.kind} ${file.error.code}`, why: inWords(file.error) })
  const taken = await settleFile(Buffer.from(file.value), terminal, by, { ...settling, acquirer })
  return taken.ok ? taken : fail({ code: taken.error.kind, why: taken.error.why })
}

const FAULTS: Readonly<Record<AcquirerFault['kind'], string>> = {
  'not-reached': 'the bank did not answer',
  refused: 'the bank refused',
  'not-understood': 'what the bank answered was not understood',
}

function inWords({ kind, code }: AcquirerFault): string {
  return `${FAULTS[kind]} (${code})`
}
