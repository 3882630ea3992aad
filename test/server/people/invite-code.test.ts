import t from 'tap'
import { hashToken } from '../../../platform/token-text.ts'
import { codeAsTyped, makeInvite } from '../../../server/people/invite-code.ts'

t.test('a code has sixteen letters and digits that are not taken for each other, and is kept as a hash', async (t) => {
  const { code, kept } = makeInvite(7)
  t.match(code, /^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/)
  t.same(kept, { codeHash: hashToken(code.replaceAll('-', '')), opensAt: 7 })
  t.not(makeInvite(7).code, code)
})

t.test('it is read however it was typed', async (t) => {
  for (const typed of ['ab2d-EFGH', ' AB2DEFGH ', 'ab2d efgh', 'AB2D–EFGH'])
    t.equal(codeAsTyped(typed), 'AB2DEFGH', typed)
})
