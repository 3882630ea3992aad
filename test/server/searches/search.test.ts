import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { kindsFor, MOST_FOUND, search } from '../../../server/searches/search.ts'
import type { AuditEntry } from '../../../server/store/audit-store.ts'
import type { Found } from '../../../server/store/search-store.ts'

const FOUND: Found = {
  ...{ kind: 'application', id: 'K7Q2M4XN9TBD', surname: 'PERERA', givenNames: 'NIMALI', birthDate: '1990-03-04' },
  ...{ passport: 'LKA:N1', state: 'paid', validFrom: '2026-12-01', validUntil: '2026-12-20', number: null },
}

t.test('each finds what they may read', async (t) => {
  t.same(kindsFor(['invitation-officer']), ['invitation'])
  t.same(kindsFor(['operator']), ['visa'])
  t.same(kindsFor(['case-officer']), ['visa', 'application'])
  t.same(kindsFor(['supervisor']), ['visa', 'application', 'invitation'])
  t.same(kindsFor(['border-officer', 'administrator']), [])
})

t.test('that somebody searched is noted before anything is told, and never what for', async (t) => {
  const noted: AuditEntry[] = []
  const store = {
    noteActs: async (entries: readonly AuditEntry[]) => void noted.push(...entries),
    search: async () => {
      t.equal(noted.length, 1)
      return Array.from({ length: MOST_FOUND + 1 }, () => FOUND)
    },
  }
  const answer = await search('perera', { roles: ['auditor'], actor: 'person/Dana', at: NOW }, store)
  t.match(answer, { ok: true, value: { more: ['application'] } })
  t.equal(answer.ok && answer.value.found.length, MOST_FOUND)
  t.same(noted, [{ actor: 'person/Dana', at: NOW, act: 'search', subject: '', detail: { by: 'name' } }])
  t.same(await search('a', { roles: ['auditor'], actor: 'person/Dana', at: NOW }, store), {
    ok: false,
    error: 'search/short',
  })
  t.equal(noted.length, 1)
})
