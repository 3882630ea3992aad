import t from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { searchAudit } from '../../../server/audit/search-audit.ts'
import type { AuditQuery, AuditSpan } from '../../../server/store/audit-store.ts'

const NUMBER = makeVisaNumber((count) => new Uint8Array(count).fill(7))

const ROW = { prev: '', at: 1, actor: 'a', act: 'look-up', subject: 's', detail: {}, hash: 'h' } as const

function asked(span: AuditSpan | null = { first: 3, last: 9 }, rows = 3) {
  const queries: AuditQuery[] = []
  const times: number[][] = []
  const store = {
    auditSpan: async (...given: number[]) => {
      times.push(given)
      return span
    },
    auditNewestFirst: async (query: AuditQuery) => {
      queries.push(query)
      return Array.from({ length: rows }, (_, at) => ({ ...ROW, position: rows - at }))
    },
  }
  return { store, queries, times }
}

t.test('a name is looked for however it was proven, and a number however it was typed', async (t) => {
  const { store, queries } = asked()
  await searchAudit({ actor: 'Olga', subject: formatVisaNumber(NUMBER).toLowerCase(), limit: 5 }, store)
  await searchAudit({ actor: 'person/Olga', subject: 'dev-1', act: 'enrol', limit: 5 }, store)
  t.match(queries, [
    {
      actors: ['Olga', 'person/Olga', 'operator/Olga', 'authority/Olga'],
      subjects: [formatVisaNumber(NUMBER).toLowerCase(), NUMBER],
      limit: 6,
    },
    { actors: ['person/Olga'], subjects: ['dev-1'], act: 'enrol' },
  ])
})

t.test('a page tells where the next one goes on, and a day where it lies', async (t) => {
  const { store, queries, times } = asked()
  t.match(await searchAudit({ limit: 2 }, store), { rows: [{ position: 3 }, { position: 2 }], next: 2, span: null })
  t.match(await searchAudit({ limit: 3 }, store), { next: null })
  t.match(await searchAudit({ day: '2026-12-01', before: 7, limit: 3 }, store), { span: { first: 3, last: 9 } })
  const [from, until] = [startOfDay('2026-12-01'), startOfDay('2026-12-02')]
  t.same(times, [[from, until]])
  t.match(queries.at(-1), { span: { first: 3, last: 9, from, until }, before: 7 })
  const nothing = asked(null)
  t.same(await searchAudit({ day: '2026-12-01', limit: 3 }, nothing.store), { rows: [], next: null, span: null })
  t.same(nothing.queries, [])
})
