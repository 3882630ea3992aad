import t from 'tap'
import { assertRootLasts, nextTrustList, trustListDocument } from '../../keys/next-trust-list.ts'
import { termsFrom } from '../../keys/rotation.ts'
import { DAY, keyDocument, NOW, WINDOW } from './made-store.ts'

const active = keyDocument('k0N1dK0N1dA')
const announced = keyDocument('newK0N1dK0A', { state: 'announced', active_from: NOW + WINDOW })
const published = trustListDocument(7, NOW, [active])

t.test('the next version holds the keyring and is good for 90 days', async (t) => {
  const now = NOW + DAY
  const { keyring, document } = nextTrustList([active, announced], published, now, WINDOW)
  t.match(document, { version: 8, iat: now, exp: now + 90 * DAY })
  t.same(document.keys, keyring, 'what is published is what the keyring says')
  t.match(keyring[1], termsFrom(now + WINDOW), 'the window of a new key begins now')
})

t.test('a keyring older than the published list is not published over it', async (t) => {
  const stolen = trustListDocument(7, NOW, [{ ...active, state: 'compromised', compromised_at: NOW }])
  const message = /k0N1dK0N1dA as compromised, .* restore the newest/
  t.throws(() => nextTrustList([active], stolen, NOW, WINDOW), { code: 'keyring/behind', message })
  t.throws(() => nextTrustList([announced], published, NOW, WINDOW), { code: 'keyring/behind' })
})

t.test('a root that has run out signs nothing', async (t) => {
  t.doesNotThrow(() => assertRootLasts({ version: 1, exp: NOW }, NOW))
  t.throws(() => assertRootLasts({ version: 1, exp: NOW }, NOW + 1), { code: 'root/expired', message: /rotate-root/ })
})
