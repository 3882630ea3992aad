import t from 'tap'
import { readableAddress } from '../../pages/readable-address.ts'

t.test('an address that can be read stays as it came', (t) => {
  for (const url of ['/', '/en/fees', '/en/%D0%B6', '/en/a%2Fb?x=%zz', '/en/%00']) t.equal(readableAddress(url), url)
  t.end()
})

t.test('one that cannot is no page, in its language', (t) => {
  t.equal(readableAddress('/fr/%zz?x=1'), '/fr/no-such-page')
  t.equal(readableAddress('/ar/%ff'), '/ar/no-such-page')
  t.equal(readableAddress('/%'), '/no-such-page')
  t.equal(readableAddress(`/ru/${'a'.repeat(201)}/x`), '/ru/no-such-page')
  t.equal(readableAddress(`/ru/${'a'.repeat(200)}?${'b'.repeat(2000)}`).length, 2205)
  t.end()
})
