import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { findVisa, lookUpVisa } from '../../../server/issuing/look-up-visa.ts'
import { build, NOW } from '../build-app.ts'

t.test('a look-up stands in the trail before anything is shown', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number } = await issue()
  t.match(await findVisa(visa_number, store), { ok: true, value: { claims: { jti: visa_number } } })
  const unknown = makeVisaNumber((count) => new Uint8Array(count).fill(5))
  t.strictSame(await findVisa(unknown, store), { ok: false, error: 'no-such-visa' })
  const by = { actor: 'operator/Asel', at: NOW }
  const failing = { ...store, noteActs: () => Promise.reject(new Error('disk')) }
  await t.rejects(lookUpVisa(visa_number, by, failing), { message: 'disk' })
  await lookUpVisa(visa_number, by, store)
  t.match((await store.auditAfter(0, 99)).at(-1), { ...by, act: 'look-up', subject: visa_number })
  await lookUpVisa(unknown, by, store)
  t.match((await store.auditAfter(0, 99)).at(-1), { act: 'look-up', subject: unknown }, 'of none too')
})
