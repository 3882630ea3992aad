import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { ACT, newVisa } from '../made-visas.ts'

// What every store does with visas is in the contract: `store.test.ts`.
t.test('visas, their references and their links stand after the file was opened anew', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const old = { ...(await newVisa()), application: { reference: 'A', contentHash: 'h' } }
  const fresh = await newVisa()
  await store.recordVisas([old], ACT)
  await store.replaceVisa(old.claims.jti, 'a test', fresh, ACT)
  await store.close()
  const again = openSqliteStore(file)
  t.teardown(() => again.close())
  t.match(await again.findVisa(old.claims.jti), {
    ...{ status: 'revoked', applicationReference: 'A', replacedBy: fresh.claims.jti },
  })
  t.same(
    await again.recordVisas([{ ...(await newVisa()), application: { reference: 'A', contentHash: 'other' } }], ACT),
    ['reference-taken'],
  )
})
