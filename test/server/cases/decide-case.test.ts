import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type Deciding, decideCase } from '../../../server/cases/decide-case.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { keepCase } from './case-scene.ts'
import { TERMS, UNSIGNED } from './made-issuing.ts'
import { runsOf } from './made-office.ts'

const ACT = { officer: 'asel', actor: 'operator/asel', at: NOW }
const ASK = { decision: 'ask', template: null, text: 'Which hotel?' } as const
const CLEAR = { decision: 'no-objection', reason: '' } as const

t.test('it is decided by the terms that it was submitted under, and what comes of it is woken', async (t) => {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const runs = runsOf(t, { dir })
  const woken: string[] = []
  const asked: unknown[] = []
  const deciding: Deciding = {
    store,
    terms: { editionOf: async (...which) => (asked.push(which) > 0 ? TERMS.editionOf() : null) },
    issuing: { wake: () => void woken.push('issuing') },
    mail: { wake: () => void woken.push('mail') },
  }
  const [one, two] = [await keepCase(runs), await keepCase(runs)]
  for (const { reference } of [one, two]) await store.claimCase(reference, 'asel', NOW + 9, ACT)
  t.match(await decideCase(one.reference, 3, CLEAR, UNSIGNED, ACT, deciding), {
    error: { kind: 'changed', revision: 8 },
  })
  t.strictSame(woken, [], 'nothing was done')
  t.match(await decideCase(one.reference, 8, CLEAR, UNSIGNED, ACT, deciding), { value: { state: 'no-objection' } })
  t.match(await decideCase(two.reference, 8, ASK, UNSIGNED, ACT, deciding), { value: { state: 'information-asked' } })
  t.strictSame(woken, ['issuing', 'mail'])
  t.match(asked, [[0, '2026-01-01']])
  t.match(await decideCase('none', 7, CLEAR, UNSIGNED, ACT, deciding), { error: 'not-there' })
})

t.test('where its terms are not there any more it takes two', async (t) => {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const { reference } = await keepCase(runsOf(t, { dir }))
  await store.claimCase(reference, 'asel', NOW + 9, ACT)
  const deciding = { store, terms: { editionOf: async () => null } }
  t.match(await decideCase(reference, 8, CLEAR, UNSIGNED, ACT, deciding), { value: { state: 'second-review' } })
})
