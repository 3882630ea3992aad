import t from 'tap'
import { hashOfCode, hashOfHalf, hashOfHalves, makeHalf } from '../../../server/people/invite-code.ts'

t.test('a half has twelve letters and digits that are not taken for each other', async (t) => {
  t.match(makeHalf(), /^([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}$/)
  t.not(makeHalf(), makeHalf())
})

t.test('the whole is read however it was typed, and in its order alone', async (t) => {
  const kept = hashOfHalves(hashOfHalf('AB2D-EFGH-PQRS'), 'JKMN-2345-6789')
  for (const typed of ['ab2d-EFGH-pqrs-jkmn-2345-6789', ' AB2DEFGHPQRS JKMN23456789 ', 'AB2D–EFGH–PQRS–JKMN–2345–6789'])
    t.equal(hashOfCode(typed), kept, typed)
  for (const typed of ['JKMN-2345-6789-AB2D-EFGH-PQRS', 'AB2D-EFGH-PQRS', 'JKMN-2345-6789', ''])
    t.not(hashOfCode(typed), kept, typed)
  t.not(hashOfHalf('AB2D-EFGH-PQRS'), kept)
})
