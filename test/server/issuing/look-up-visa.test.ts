import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { findVisa, lookUpVisa, readNumber } from '../../../server/issuing/look-up-visa.ts'
import { build, NOW } from '../build-app.ts'

t.test('a number as it was typed; the look-up stands in the trail before anything is shown', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number } = await issue()
  t.equal(readNumber(` ${visa_number.toLowerCase()} `), visa_number)
  t.throws(() => readNumber('x'), { code: 'bad-request' })
  t.match(await findVisa(store, visa_number), { claims: { jti: visa_number } })
  await t.rejects(
    findVisa(
      store,
      makeVisaNumber((count) => new Uint8Array(count).fill(5)),
    ),
    { code: 'not-found' },
  )
  const failing = { ...store, noteActs: () => Promise.reject(new Error('disk')) }
  await t.rejects(lookUpVisa({ store: failing, now: () => NOW }, visa_number, null), { message: 'disk' })
  await lookUpVisa({ store, now: () => NOW }, visa_number, null)
  t.match((await store.auditAfter(0, 99)).at(-1), { act: 'look-up', subject: visa_number })
})
