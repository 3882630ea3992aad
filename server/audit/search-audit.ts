/** Looks through the audit trail as people ask: a name however it was proven, a number however it was typed, a day in Kazakhstan. */
import type { AuditRow } from '#evisa/audit-row.ts'
import { addDays, type CivilDate, startOfDay } from '#evisa/civil-date.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { AuditSpan, AuditViewStore } from '../store/audit-store.ts'

export interface AskedAudit {
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly act?: string | undefined
  readonly day?: CivilDate | undefined
  readonly before?: number | undefined
  readonly limit: number
}

export interface FoundAudit {
  readonly rows: readonly AuditRow[]
  /** Before which the next page goes on; null after the last. */
  readonly next: number | null
  /** Of the day: null where none was asked for, and where nothing was done on it. */
  readonly span: AuditSpan | null
}

export async function searchAudit(
  { actor, subject, act, day, before, limit }: AskedAudit,
  store: AuditViewStore,
): Promise<FoundAudit> {
  const times = day === undefined ? null : { from: startOfDay(day), until: startOfDay(addDays(day, 1)) }
  const span = times === null ? null : await store.auditSpan(times.from, times.until)
  if (times !== null && span === null) return { rows: [], next: null, span }
  const actors = actor === undefined ? [] : actorsOf(actor)
  const subjects = subject === undefined ? [] : subjectsOf(subject)
  // One more than is told of shows whether there is a next page.
  const found = await store.auditNewestFirst({
    ...{ actors, subjects, act, before, limit: limit + 1 },
    ...(times !== null && span !== null && { span: { ...span, ...times } }),
  })
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.position ?? null) : null, span }
}

/** Somebody by a name alone, whatever proved it. */
function actorsOf(typed: string): readonly string[] {
  return typed.includes('/') ? [typed] : [typed, ...['person', 'operator', 'authority'].map((by) => `${by}/${typed}`)]
}

function subjectsOf(typed: string): readonly string[] {
  const number = parseVisaNumber(typed)
  return [...new Set([typed, ...(number.ok ? [number.value] : [])])]
}
