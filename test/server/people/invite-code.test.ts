import t from 'tap'
import { hashOfCode, hashOfHalf, hashOfHalves, makeHalf } from '../../../server/people/invite-code.ts'

t.test('a half has eight letters and digits that are not taken for each other', async (t) => {
  t.match(makeHalf(), /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
  t.not(makeHalf(), makeHalf())
})

t.test('the whole is read however it was typed, and in its order alone', async (t) => {
  const kept = hashOfHalves(hashOfHalf('AB2D-EFGH'), 'JKMN-2345')
  for (const typed of ['ab2d-EFGH-jkmn-2345', ' AB2DEFGH JKMN2345 ', 'AB2D–EFGH–JKMN–2345'])
    t.equal(hashOfCode(typed), kept, typed)
  for (const typed of ['JKMN-2345-AB2D-EFGH', 'AB2D-EFGH', 'JKMN-2345', 'AB2D-EFGH-AB2D-EFGH', ''])
    t.not(hashOfCode(typed), kept, typed)
  t.not(hashOfHalf('AB2D-EFGH'), kept)
})
