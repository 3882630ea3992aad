import t from 'tap'
import { codeOfLink, hashCode, makeSignInSecrets } from '../../../server/accounts/sign-in-secrets.ts'

t.test('codes have six digits, each as often as any other, and come of their link alone', async (t) => {
  const made = Array.from({ length: 2000 }, () => makeSignInSecrets())
  for (const { link, code } of made) {
    t.match(code, /^[0-9]{6}$/)
    t.equal(code, codeOfLink(link))
  }
  const first = Map.groupBy(made, ({ code }) => code.charAt(0))
  for (const digit of '0123456789') t.ok((first.get(digit)?.length ?? 0) > 120, digit)
  t.equal(new Set(made.flatMap(({ link, browser }) => [link, browser])).size, 4000)
})

t.test('a browser that asks again keeps what it holds', async (t) => {
  t.equal(makeSignInSecrets('held').browser, 'held')
})

t.test('no hash of a code says which it is, without what the browser holds', async (t) => {
  t.not(hashCode('one', '123456'), hashCode('other', '123456'))
  t.not(hashCode('one', '123456'), hashCode('one', '123457'))
})
