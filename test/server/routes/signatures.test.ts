import t from 'tap'
import { keepCase } from '../cases/case-scene.ts'
import { CLEAR, signedOffice } from '../cases/signed-office.ts'

t.test('what people signed is told with all that it takes to check it, page by page', async (t) => {
  const office = await signedOffice(t)
  const { reference } = await keepCase(office.runs)
  await office.sign(office.aigul, reference, CLEAR)
  await office.issueAll()
  const auditor = await office.people.make('Auditor', ['auditor'])
  const { status, body } = await auditor.call('GET', '/v1/signatures')
  t.match({ status, body }, { status: 200, body: { rp_id: 'evisa.example', must_sign: true, complete: true } })
  const at = body.signatures.findIndex(({ kind }: { kind: string }) => kind === 'case')
  const signed = body.signatures[at]
  t.match(signed, {
    ...{ subject: reference, name: 'Aigul', jwk: { kty: 'EC', crv: 'P-256' } },
    assertion: { credential: office.aigul.credential },
    decision: { place: 'first', decision: 'no-objection' },
    visa: { jti: String },
  })
  t.equal(JSON.parse(signed.text).content.input, signed.decision.input)
  const next = await office.authority('GET', `/v1/signatures?after=${signed.id}`)
  t.equal(next.body.signatures.length, body.signatures.length - at - 1)
  t.equal((await office.aigul.call('GET', '/v1/signatures')).status, 403)
})
