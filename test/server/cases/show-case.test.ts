import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { showCase } from '../../../server/cases/show-case.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { CONTENT, keepCase } from './case-scene.ts'
import { TERMS } from './made-issuing.ts'
import { runsOf } from './made-office.ts'

function made(t: Test) {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const look = (reference: string, officer: string | null, at = NOW) =>
    showCase(reference, { officer, actor: 'operator/x', at }, { store, terms: TERMS })
  return { store, runs: runsOf(t, { dir }), look }
}

t.test('a case is shown with what differs, and what of it takes two', async (t) => {
  const { runs, look } = made(t)
  const holder = { ...CONTENT.holder, surname: 'PERARA' }
  const { reference } = await keepCase(runs, { content: { holder }, flags: ['convicted'] })
  t.match(await look(reference, null), {
    value: {
      differences: [{ field: 'surname', against: 'passport', match: 'close' }],
      lines: { wereTyped: true },
      takesTwo: { refusal: true, noObjection: true },
    },
  })
  t.match(await look('none', null), { error: 'not-there' })
})

t.test('to look renews the claim of who has it, and of nobody else', async (t) => {
  const { runs, store, look } = made(t)
  const { reference } = await keepCase(runs)
  await store.claimCase(reference, 'asel', NOW + 1800, { actor: 'operator/asel', at: NOW })
  t.match(await look(reference, 'bolat', NOW + 9), { value: { stored: { claim: { by: 'asel', until: NOW + 1800 } } } })
  t.match(await look(reference, 'asel', NOW + 9), { value: { stored: { claim: { by: 'asel', until: NOW + 1809 } } } })
  t.match(await look(reference, 'asel', NOW + 1809), { value: { stored: { claim: null } } }, 'it ran out')
})

t.test('what may come to a second e-visa for the same days is told', async (t) => {
  const { runs, look } = made(t)
  const one = await keepCase(runs)
  const same = await keepCase(runs)
  await keepCase(runs, { content: { valid_from: '2027-01-01', valid_until: '2027-01-20' } })
  const refused = await keepCase(runs)
  await runs.act(() => rows(`UPDATE applications SET state = 'refused' WHERE id = ?`, refused.reference))
  const shown = await look(one.reference, null)
  t.equal(shown.ok && shown.value.stored.ofPassport.length, 3)
  t.strictSame(shown.ok && shown.value.duplicates.map(({ reference }) => reference), [same.reference])
})

t.test('of a case that was erased nothing is compared', async (t) => {
  const { runs, look } = made(t)
  const { reference } = await keepCase(runs)
  await runs.act(() => rows('UPDATE applications SET content = NULL WHERE id = ?', reference))
  t.match(await look(reference, null), { value: { differences: [], lines: { wereTyped: false }, duplicates: [] } })
})
