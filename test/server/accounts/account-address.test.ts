import t from 'tap'
import { readAccountAddress } from '../../../server/accounts/account-address.ts'

t.test('an address is read in one spelling, whatever was typed', async (t) => {
  for (const typed of ['anna@пример.kz', ' ANNA@ПРИМЕР.KZ ', 'Anna@xn--e1afmkfd.KZ']) {
    t.strictSame(readAccountAddress(typed), { ok: true, value: 'anna@xn--e1afmkfd.kz' }, typed)
  }
  const composed = 'anna@exámple.org'
  t.strictSame(readAccountAddress(composed.normalize('NFD')), readAccountAddress(composed))
})

t.test('what is none is told without being repeated', async (t) => {
  for (const typed of ['', 'anna', 'a b@example.org', 'анна@example.org', 'a@b@c.org']) {
    const read = readAccountAddress(typed)
    t.equal(read.ok, false, typed)
    if (!read.ok && typed !== '') t.notOk(read.error.includes(typed), typed)
  }
})
