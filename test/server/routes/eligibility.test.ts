import t from 'tap'
import { Compile } from 'typebox/schema'
import { EligibilityDocument } from '../../../server/api-description/eligibility-answers.ts'
import { build, problemOf } from '../build-app.ts'

const document = Compile(EligibilityDocument)
const address = (change: Readonly<Record<string, string>> = {}) =>
  `/v1/eligibility?${new URLSearchParams({ citizenship: 'LKA', purpose: 'tourism', days: '14', entry: 'air', ...change })}`

t.test('anybody is answered, with one kind, as it is described', async (t) => {
  const { nobody } = await build(t)
  for (const [change, kind] of [
    [{}, 'e-visa'],
    [{ entry: 'road' }, 'by-air-only'],
    [{ citizenship: 'Germany' }, 'visa-free'],
    [{ citizenship: 'AF' }, 'embassy'],
    [{ purpose: 'conference' }, 'not-for-this-purpose'],
    [{ citizenship: 'KAZ' }, 'own-citizen'],
  ] as const) {
    const { status, body } = await nobody('GET', address(change))
    t.match([status, body.kind], [200, kind])
    t.ok(document.Check(body), JSON.stringify(document.Errors(body)))
  }
  const { body } = await nobody('GET', address({ passport_expires: '2027-06-04' }))
  t.match(body, { offer: { fee: { amount_minor: 6000 } }, passport: { is_enough: false } })
  const longer = (await nobody('GET', address({ citizenship: 'IND' }))).body.longer
  t.match(longer, { kind: 'e-visa', offer: { category: 'B12' } }, 'whole within another answer')
})

t.test('what cannot be answered says what to write', async (t) => {
  const { nobody } = await build(t)
  const refused = await nobody('GET', address({ citizenship: 'Atlantis', days: '0' }))
  t.match([refused.status, problemOf(refused)], [400, 'bad-request'])
  t.match(refused.body.detail, /^citizenship takes a state .*; days takes a whole number of days from 1 to 3660\.$/)
  for (const wrong of ['/v1/eligibility', `${address()}&more=1`, address({ purpose: 'x'.repeat(101) })])
    t.equal((await nobody('GET', wrong)).status, 400, wrong)
})

t.test('before the first day of the terms nobody is promised anything', async (t) => {
  const { nobody } = await build(t, { terms: { effective_from: '2099-01-01' } })
  t.match((await nobody('GET', address())).body.detail, /No terms or no policy are in force yet/)
})
