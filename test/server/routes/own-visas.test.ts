import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { keepCase } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'
import { people } from '../people.ts'

const NONE = makeVisaNumber((count) => new Uint8Array(count).fill(7))

t.test('the traveller has the e-visa as a page and a picture, and has it sent again', async (t) => {
  const office = await madeOffice(t)
  const { runs, asel, decide, issueAll, authority, store } = office
  const { applicant } = await people(office)
  const [own, other] = [await applicant('nimali@example.org'), await applicant('other@example.org')]
  const { reference } = await keepCase(runs, { account: own.account })
  const path = `/v1/applications/${reference}`
  t.equal((await own.call('GET', `${path}/visa.pdf`)).status, 404, 'it is not issued yet')
  await decide(asel, reference, { decision: 'no-objection' })
  await issueAll()
  const pdf = await own.call('GET', `${path}/visa.pdf`)
  t.match(
    [pdf.status, pdf.headers['content-type'], pdf.bytes.subarray(0, 5).toString()],
    [200, 'application/pdf', '%PDF-'],
  )
  t.match((await own.call('GET', `${path}/visa.png`)).headers, { 'content-type': 'image/png' })
  const { visa_number } = (await authority('GET', `/v1/cases/${reference}`)).body
  const sent = await own.call('POST', `${path}/visa/deliveries`)
  t.match([sent.status, sent.body], [202, { email: 'nimali@example.org', visa_number }])
  for (const [method, what] of [
    ['GET', 'visa.pdf'],
    ['GET', 'visa.png'],
    ['POST', 'visa/deliveries'],
  ] as const) {
    const [anothers, none] = [
      await other.call(method, `${path}/${what}`),
      await other.call(method, `/v1/applications/${NONE}/${what}`),
    ]
    t.strictSame([anothers.status, anothers.body], [404, none.body], 'as if it were not there')
  }
  await store.setVisaStatus(visa_number, 'revoked', 'lost', { actor: 'authority', at: office.clock.now })
  t.equal((await own.call('GET', `${path}/visa.pdf`)).status, 409)
  t.equal((await own.call('POST', `${path}/visa/deliveries`)).status, 409)
})
