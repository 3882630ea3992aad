import t from 'tap'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { SignInFirst } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'

t.test('nothing is asked for a person where nobody is signed in', async (t) => {
  const api = {} as Api
  t.throws(() => signedIn({ api, session: null }), SignInFirst)
  t.equal(signedIn({ api, session: { token: 'token', owner: 'nimali', roles: [] } }), api)
})
