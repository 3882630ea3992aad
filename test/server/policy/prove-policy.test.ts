/** Whoever writes in the database has no policy published by it: each is looked at again by the signatures of two people. */
import t from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { approvalToSign } from '../../../server/policy/proposal-to-sign.ts'
import { faultOfPolicy } from '../../../server/policy/prove-policy.ts'
import { decisionText } from '../../../server/signing/decision-text.ts'
import { rows } from '../../../server/store/steps.ts'
import { KEY_PLACE } from '../build-app.ts'
import { opening, policyScene } from './made-policies.ts'

const { editions: BEFORE } = defaultPolicy()

t.test('what two people signed over what is in force is proven, and nothing else', async (t) => {
  const { store, change, runs, dana, erlan } = await policyScene(t)
  const proposal = await change('ATX')
  const [policy] = await store.policies()
  if (policy === undefined) return t.fail('no policy')
  const proving = { store, keyPlace: KEY_PLACE }
  const fault = (other: Partial<typeof policy> = {}, over = BEFORE) =>
    faultOfPolicy({ ...policy, ...other }, over, proving)
  const alter = (sql: string, ...values: readonly string[]) => runs.act(() => rows(sql, ...values))
  t.equal(await fault(), null)

  t.equal(await fault({ editions: policy.editions.replace('"ATX"', '"ATZ"') }), 'not-as-signed')
  t.equal(
    await fault({ editions: JSON.stringify([opening('ATX', '2026-12-01')]) }),
    'not-as-signed',
    'one was left out',
  )
  t.equal(await fault({ revision: 2 }), 'not-as-signed', 'the same once more')
  t.equal(await fault({}, [opening('ATX', '2026-01-01')]), 'not-as-signed', 'over another one')
  t.equal(await fault({ proposal: null }), 'no-proposal')
  t.equal(await fault({ proposal: 'another' }), 'no-proposal')
  t.equal(await faultOfPolicy(policy, BEFORE, { store, keyPlace: null }), 'not-proposed')

  const ofBoth = await store.signaturesOf('proposal-approval', proposal)
  const [approval] = ofBoth
  const found = await store.findProposal(proposal)
  if (approval === undefined || found === null) return t.fail('no approval')
  const toSign = await approvalToSign(found, store)
  const text = decisionText({ ...JSON.parse(approval.text), ...toSign, signer: { id: dana.id, name: 'Dana' } })
  const own = dana.assertion(text)
  const put = (person: string, credential: string, said: string, sent: typeof own) =>
    alter(
      `UPDATE signatures SET person = ?, credential = ?, text = ?, client_data = ?, authenticator_data = ?, signature = ?
       WHERE id = ?`,
      ...[person, credential, said, sent.client_data, sent.authenticator_data, sent.signature, approval.id],
    )
  await put(dana.id, dana.credential, text, own)
  t.equal(await fault(), 'not-approved', 'by its proposer')
  await put(erlan.id, erlan.credential, approval.text, erlan.assertion(approval.text))
  t.equal(await fault(), null)
  await put(erlan.id, erlan.credential, approval.text, { ...own, signature: 'AQID' })
  t.equal(await fault(), 'not-approved', 'a signature that does not hold')
  await alter('DELETE FROM signatures WHERE id = ?', approval.id)
  t.equal(await fault(), 'not-approved')

  await alter('UPDATE proposals SET reason = ? WHERE id = ?', 'another', proposal)
  t.equal(await fault(), 'not-proposed')
  await alter('UPDATE proposals SET content = ? WHERE id = ?', '{', proposal)
  t.equal(await fault(), 'no-proposal', 'what cannot be read ends nothing')
})
