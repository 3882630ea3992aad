/** The bank's files of the last days, and of those that a restored store lacks, are fetched every hour, whether or not anybody asks. */
import type { FastifyBaseLogger } from 'fastify'
import { addDays, type CivilDate, civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import { fail } from '#evisa/result.ts'
import { logEvent } from '../log-event.ts'
import { PAYMENTS_ACTOR } from '../payments/ask-acquirer.ts'
import { type NotSettled, type Settler, settleDay } from '../payments/settle-day.ts'
import type { Settling } from '../payments/settle-file.ts'
import type { Store } from '../store/store.ts'
import { everyHour } from './every-hour.ts'

export interface HourlySettling extends Settling {
  readonly store: Settling['store'] & Pick<Store, 'unsettledDays' | 'daySettled'>
  readonly acquirer: Settler
  readonly log: FastifyBaseLogger
}

export interface SettlingWorker {
  /** Asks at once, as when the store was restored. */
  wake(): void
  /** Asks the bank for nothing more, and ends what is under way. */
  close(): Promise<void>
}

// Newest last: what is older comes first, as it happened.
const LOOKED_BACK_DAYS = [3, 2, 1, 0] as const
// A bank closes its day in the night that follows, and says nowhere when.
const CLOSED_AFTER_SECONDS = 12 * 3600
// Somebody may have paid for a case that is not told so: an hour is long.
const OWED_AGAIN_MS = 60_000

/** From now on until it is closed; the caller closes it before the store. Only tests wait less. */
export function settleHourly({ acquirer, log, ...settling }: HourlySettling, everyMs?: number): SettlingWorker {
  const fetchedAt = new Map<CivilDate, EpochSeconds>()
  let closed = false
  let under: Promise<void> | null = null
  let again: NodeJS.Timeout | undefined
  const closing = () => fail({ kind: 'not-reached', code: 'closing' } as const)
  const asked: Settler = {
    name: acquirer.name,
    terminals: acquirer.terminals,
    settlement: async (...of) => (closed ? closing() : acquirer.settlement(...of)),
    chargesOf: async (of) => (closed ? closing() : acquirer.chargesOf(of)),
  }
  const settle = async (day: CivilDate) => {
    const at = settling.now()
    const settled = await settleDay(day, asked, { actor: PAYMENTS_ACTOR, at }, settling)
    if (!settled.ok) return tellUnsettled(log, day, settled.error)
    fetchedAt.set(day, at)
    for (const { terminal, lines, findings, readAt } of settled.value)
      if (readAt >= at) logEvent(log, 'settlement-read', { day, terminal, lines, findings: findings.length })
  }
  const days = async () => {
    clearTimeout(again)
    const owed = await settling.store.unsettledDays()
    // What is the matter with a day is not in the way of the next one.
    for (const day of new Set([...owed, ...daysToSettle(settling.now(), fetchedAt)]))
      if (!closed) await settle(day).catch(failed(day))
    if (closed || owed.length === 0) return
    const had = owed.filter((day) => isHad(day, fetchedAt))
    for (const day of had) await settling.store.daySettled(day, { actor: PAYMENTS_ACTOR, at: settling.now() })
    if (owed.some((day) => !fetchedAt.has(day))) again = setTimeout(hourly.round, OWED_AGAIN_MS).unref()
  }
  const failed = (day: string) => (error: Error) =>
    logEvent(log, 'settlement-not-read', { day, terminal: '', code: error.name })
  const work = async () => {
    under ??= days().finally(() => {
      under = null
    })
    await under
  }
  const hourly = everyHour({ work, failed: failed(''), everyMs })
  void hourly.round()
  return {
    // A round that is under way may have looked before there was anything to ask for.
    wake: () => void Promise.resolve(under).then(hourly.round, hourly.round),
    close: async () => {
      closed = true
      clearTimeout(again)
      hourly.stop()
      await under
    },
  }
}

/** The days whose files may still be news: today, yesterday, and those before that were not fetched since the bank closed them. */
export function daysToSettle(now: EpochSeconds, fetchedAt: ReadonlyMap<CivilDate, EpochSeconds>): readonly CivilDate[] {
  return LOOKED_BACK_DAYS.map((back) => addDays(civilDateAt(now), -back)).filter(
    (day, at) => at >= LOOKED_BACK_DAYS.length - 2 || !isHad(day, fetchedAt),
  )
}

/** Whether its file was fetched once the bank had closed it. */
function isHad(day: CivilDate, fetchedAt: ReadonlyMap<CivilDate, EpochSeconds>): boolean {
  return (fetchedAt.get(day) ?? 0) >= startOfDay(addDays(day, 1)) + CLOSED_AFTER_SECONDS
}

function tellUnsettled(log: FastifyBaseLogger, day: CivilDate, fault: NotSettled): void {
  const kind = typeof fault === 'string' ? fault : fault.kind
  const terminals =
    typeof fault === 'object' && fault.kind === 'no-settlement' ? fault.terminals : [{ terminal: '', code: kind }]
  for (const { terminal, code } of terminals) logEvent(log, 'settlement-not-read', { day, terminal, code })
}
