import t from 'tap'
import { passportLines } from '../../../scanner-client/offline/passport-lines.ts'

const TD3 = ['P<LKAPERERA<<NIMALI<SANDUNI<<<<<<<<<<<<<<<<<', 'N1234567<7LKA9003048F3108228<<<<<<<<<<<<<<<0']

t.test('lines are told from what has not their form, run together or not', async (t) => {
  t.same(passportLines(TD3.join('\n')), TD3)
  t.same(passportLines(TD3.join('').toLowerCase()), TD3)
  t.same(passportLines(`${'A'.repeat(30)}${'B'.repeat(30)}${'C'.repeat(30)}`)?.length, 3)
  t.same(passportLines(TD3.join('\n').replace('7LKA', '8LKA'))?.length, 2, 'a wrong check digit is what was read')
  for (const none of [undefined, '', 'none', TD3[0], 'P<LKA', `${TD3[0]}\nN1234567`, 'x'.repeat(200)]) {
    t.equal(passportLines(none), null, `${none}`)
  }
})
