import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { CLAIM_SECONDS, claimCase, giveBackCase } from '../../../server/cases/claim-case.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { keepCase } from './case-scene.ts'
import { runsOf } from './made-office.ts'

t.test('a case is claimed for half an hour, and given back once or twice', async (t) => {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const { reference } = await keepCase(runsOf(t, { dir }))
  const by = (officer: string, at = NOW) => ({ officer, actor: `operator/${officer}`, at })
  t.equal(CLAIM_SECONDS, 1800)
  t.match(await claimCase(reference, by('asel'), store), { value: { by: 'asel', until: NOW + 1800 } })
  await giveBackCase(reference, by('bolat'), store)
  t.match(await claimCase(reference, by('bolat'), store), { error: { kind: 'claimed', by: 'asel' } })
  await giveBackCase(reference, by('asel'), store)
  await giveBackCase(reference, by('asel'), store)
  t.match(await claimCase(reference, by('bolat'), store), { ok: true })
})
