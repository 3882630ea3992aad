import t from 'tap'
import { makeBrowserSecret } from '../../../pages/browser-cookies.ts'
import { codeIn, underWayIn, underWayText } from '../../../portal/sign-in/under-way.ts'

t.test('a code is read in the digits of the keyboard that typed it', async (t) => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '١٢٣٤٥٦', '۱۲۳ ۴۵۶', '１２３４５６'])
    t.equal(codeIn(typed), '123456', typed)
  for (const typed of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥']) t.equal(codeIn(typed), null, typed)
})

t.test('what a browser holds is its own, or nothing', async (t) => {
  const own = { id: '018f0000-0000-7000-8000-000000000000', browser: makeBrowserSecret() }
  t.same(underWayIn(underWayText(own)), own)
  const foreign = [undefined, '', 'x', '.', `../x.${own.browser}`, `${own.id}.short`, `${own.id}.${own.browser}x`]
  for (const cookie of foreign) t.equal(underWayIn(cookie), null, String(cookie))
})
