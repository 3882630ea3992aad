import { randomBytes } from 'node:crypto'
import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { caseAddress } from '../../portal/own-case.ts'
import { traveller } from './case/traveller.ts'
import type { PageAnswer } from './page-browser.ts'

const GETS = [
  ...['', 'pay', 'pay/back', 'question', 'correct', 'withdraw', 'change', 'erase', 'data', 'e-visa'],
  ...['data.json', 'e-visa.pdf', 'e-visa.png', 'submission-receipt.json'],
  'payments/018f0000-0000-7000-8000-000000000000/receipt.pdf',
]
const POSTS = ['pay', 'question', 'correct', 'withdraw', 'change', 'erase', 'e-visa']

t.test('the addresses of a case', async (t) => {
  t.equal(caseAddress('ru', 'K7Q2M4XN9TBD'), '/ru/applications/K7Q2M4XN9TBD')
  t.equal(caseAddress('ru', 'K7Q2M4XN9TBD', 'pay/back'), '/ru/applications/K7Q2M4XN9TBD/pay/back')
})

for (const until of ['submitted', 'issued', 'asked'] as const) {
  t.test(`another's case (${until}) is answered on every page as one that is not there`, async (t) => {
    const { scene, one } = await traveller(t, until)
    const thief = scene.browser()
    const signedIn = await scene.signInAt(thief, 'thief@example.org')
    const { _form = '' } = signedIn.form('/sign-out').fields
    const fields = { _form, text: 'I am she', revision: '7', surname: 'SILVA', reason: 'mine' }
    const none = makeVisaNumber(randomBytes)
    const said = ({ status, headers, html }: PageAnswer, reference: string) => ({
      ...{ status, type: headers['content-type'], location: headers.location, refresh: headers.refresh },
      html: html.replaceAll(reference, 'REFERENCE').replaceAll(/value="[\w-]{86}"/g, 'TOKEN'),
    })
    for (const page of GETS) {
      const ask = async (reference: string) => said(await thief.get(caseAddress('en', reference, page)), reference)
      const others = await ask(one.reference)
      t.equal(others.status, 404, `GET ${page}`)
      t.strictSame(others, await ask(none), `GET ${page}`)
    }
    for (const page of POSTS) {
      const ask = async (reference: string) =>
        said(await thief.post(caseAddress('en', reference, page), fields), reference)
      const others = await ask(one.reference)
      t.equal(others.status, 404, `POST ${page}`)
      t.strictSame(others, await ask(none), `POST ${page}`)
    }
    for (const page of GETS)
      t.match((await scene.browser().get(caseAddress('en', one.reference, page))).path, /^\/en\/sign-in/, 'nobody')
    t.equal((await thief.get('/en/applications/..%2Faccount')).status, 404, 'what is no reference is none')
    t.match(
      (await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body.messages.length,
      until === 'asked' ? 1 : 0,
    )
  })
}
