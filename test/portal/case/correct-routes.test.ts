import t from 'tap'
import { CORRECTED, whyNot } from '../../../portal/case/correct-routes.ts'
import * as texts from '../../../portal/case/strings/texts.ts'
import { CORRECTED_FIELDS, UNCORRECTABLE } from '../../../server/applications/ask-correction.ts'
import { inFiveLanguages } from '../in-five-languages.ts'
import { traveller } from './traveller.ts'

t.test('the fields are those that can be other, and every reason why not has its words', async (t) => {
  t.strictSame(CORRECTED, CORRECTED_FIELDS)
  t.same(Object.keys(texts.en.correct.fields), CORRECTED_FIELDS)
  for (const why of UNCORRECTABLE) t.ok(why in texts.en.correct.why, why)
})

t.test('a mistake is asked to be corrected, an officer corrects it, and the new e-visa is there', async (t) => {
  const { scene, browser, get, at, one } = await traveller(t, 'issued')
  const page = await get('correct')
  t.match(page.text('main'), /On the e-visa now: PERERA.*On the e-visa now: Sri Lanka \(LKA\)/)
  await inFiveLanguages(t, browser, `/applications/${one.reference}/correct`)
  const empty = await browser.send(page, {}, '/correct')
  t.match([empty.status, empty.text('.govuk-error-summary')], [422, /at least one thing.*Say in a few words/])
  const same = await browser.send(page, { surname: 'Perera', reason: 'I mistyped it' }, '/correct')
  t.match([same.status, same.text('.govuk-error-summary')], [422, /at least one thing/])
  const wrong = await browser.send(page, { birth_date: '31 FEB 1990', reason: 'I mistyped it' }, '/correct')
  t.match([wrong.status, wrong.text('.govuk-error-summary')], [422, /Date of birth: /])
  t.equal(wrong.form('/correct').fields.birth_date, '31 FEB 1990')
  const asked = await browser.send(wrong, { birth_date: '', given_names: 'Nimali Sandunie' }, '/correct')
  t.equal(asked.path, at())
  t.match(asked.text('main'), /You asked for a correction.*An officer looks at it/)
  t.match((await get('correct')).text('main'), /You have asked for a correction already/)
  await scene.asel('POST', `/v1/cases/${one.reference}/correction`, { correct: true })
  const corrected = await get()
  t.match(corrected.text('main'), /Your corrected e-visa is here.*Corrected: 22 Nov 2026/)
  t.equal((await browser.get(at('e-visa.png'))).status, 200)
})

t.test('what stays as it is is told with the reason', async (t) => {
  const { scene, browser, get, one } = await traveller(t, 'issued')
  await browser.send(await get('correct'), { sex: 'M', reason: 'I mistyped it' }, '/correct')
  const refusal = { correct: false, reason: 'the passport says F' }
  await scene.asel('POST', `/v1/cases/${one.reference}/correction`, refusal)
  t.match((await get()).text('main'), /Left as it is: .*The reason: the passport says F/)
})

t.test('why nothing can be corrected is said, and nothing is asked for then', async (t) => {
  const { scene, browser, get, at } = await traveller(t, 'issued')
  const page = await get('correct')
  const { visa_number } = (await scene.nimali.call('GET', `/v1${at().slice(3)}`)).body
  await scene.store.setVisaStatus(visa_number, 'suspended', 'looked at', {
    actor: 'operator/asel',
    at: scene.clock.now,
  })
  const refused = await browser.send(page, { surname: 'SILVA', reason: 'I mistyped it' }, '/correct')
  t.match(refused.text('main'), /It cannot be corrected now The e-visa is suspended/)
  const valid = { status: 'valid', entries_used: 0, valid_until: '2026-12-21', uncorrectable: null } as const
  t.equal(whyNot({ state: 'issued', may: ['ask-correction'], visa: valid }), null)
  t.equal(whyNot({ state: 'issued', may: ['ask-correction'], visa: { ...valid, uncorrectable: 'used' } }), 'used')
  t.equal(whyNot({ state: 'paid', may: [], visa: null }), 'none')
})
