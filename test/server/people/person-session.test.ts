import t from 'tap'
import { hashToken } from '../../../platform/token-text.ts'
import { newPersonSession } from '../../../server/people/person-session.ts'

t.test('a session is kept by the hash of its token, and each is another', async (t) => {
  const at = { device: 'console', browser: 'Firefox', network: '203.0.113.0/24' }
  const [one, two] = [newPersonSession(at), newPersonSession(at)]
  t.match(one.kept, { ...at, tokenHash: hashToken(one.token) })
  t.not(one.token, two.token)
  t.not(one.kept.id, two.kept.id)
})
