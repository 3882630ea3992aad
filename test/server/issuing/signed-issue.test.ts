import t from 'tap'
import { signedApplication } from '../../../platform/signed-application.ts'
import { ISSUE_SECONDS, proveIssue } from '../../../server/issuing/signed-issue.ts'
import { application, build, KEY_PLACE, NOW } from '../build-app.ts'
import { deciders } from '../deciders.ts'

t.test('a signature is good for what was signed, for a day, and while its signer is there', async (t) => {
  const built = await build(t)
  const { make } = await deciders(built)
  const operator = await make('Dana', ['operator'])
  const asked = { ...application(), application_reference: 'K7Q2M4XN9TBD' }
  const list = { applications: [signedApplication(asked)], replaces: null, reason: 'by hand' }
  const signed = await operator.sign({ kind: 'issue', ...list })
  t.equal(signed.status, 200, JSON.stringify(signed.body))
  const id = signed.body.signature
  const context = { store: built.store, keyPlace: KEY_PLACE }
  const sent = { applications: [asked], replaces: null, reason: 'by hand' }
  const faultOf = async (change: object, now = NOW) => {
    const proven = await proveIssue(id, { ...sent, ...change }, now, context)
    return proven.ok ? null : proven.error
  }
  t.equal(await faultOf({}), null)
  t.match(await faultOf({ applications: [{ ...asked, stay_days: 1 }] }), { kind: 'not-in-it' })
  t.equal(await faultOf({ reason: 'another' }), 'not-proven')
  t.equal(await faultOf({ replaces: 'K7Q2M4XN9TBC' }), 'not-proven')
  t.equal(await faultOf({}, NOW + ISSUE_SECONDS + 1), 'signed-long-ago')
  t.same(await proveIssue('nothing', sent, NOW, context), { ok: false, error: 'not-proven' })
})
