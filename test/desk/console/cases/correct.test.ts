import t from 'tap'
import { changeTyped } from '../../../../desk/console/cases/correct.ts'
import { type Runs, rows } from '../../../../server/store/steps.ts'
import { type ConsoleOffice, consoleOffice } from './console-office.ts'

/** A case whose e-visa was issued, and whose traveller asks for this to be other. */
async function askedFor(office: ConsoleOffice, asked: object): Promise<string> {
  const { reference, account } = await office.keep()
  const signed = await office.aigul.call('POST', `/v1/cases/${reference}/claim`)
  if (signed.status !== 200) throw new Error(JSON.stringify(signed.body))
  const { revision } = (await office.aigul.call('GET', `/v1/cases/${reference}`)).body
  await office.aigul.sign({ kind: 'case', reference, revision, decision: 'no-objection' })
  await office.issueAll()
  const change = { id: `c-${reference}`, asked: asked as never, reason: 'a typo of mine' }
  const act = { actor: `applicant/${account}`, at: office.built.clock.now }
  const done = await office.built.store.askCorrection({ reference, account }, change, act)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return reference
}

const visasOf = ({ read }: Runs) => read(() => rows<{ status: string }>('SELECT status FROM visas ORDER BY status'))

t.test('a correction that is a typo is signed, and another e-visa stands in its place', async (t) => {
  const office = await consoleOffice(t)
  const reference = await askedFor(office, { holder: { given_names: 'NIMALI' }, passport: {} })
  const at = await office.signedIn(office.marat)
  const listed = await at.get('/en/cases?state=correction-asked')
  t.match(listed.html, reference)
  const shown = await at.get(`/en/cases/${reference}`)
  t.match(shown.text('#correction'), /Asked for.*Given names ?NIMALI.*a typo of mine/)
  t.equal(shown.form('/correction').fields['holder-given_names'], 'NIMALI')
  t.equal(shown.form('/correction').fields['holder-surname'], '')
  const text = await at.send(shown, { decision: 'correct', 'holder-given_names': 'Nimali S' }, '/correction')
  t.match(text.text('dl'), /Reference.*What is issued.*Given names ?NIMALI S.*Number of the correction/)
  const done = await office.sign(at, text, office.marat)
  t.equal(done.path, `/en/cases/${reference}`)
  t.match(done.text('main'), /corrected.*Corrections.*Corrected by Marat/)
  t.equal((await visasOf(office.runs)).length, 2)
  const late = await at.send(shown, { decision: 'correct' }, '/correction')
  t.match([late.status, late.text('.govuk-error-summary')], [409, /no correction is asked for/])
})

t.test(
  'what makes it another passport waits for a second officer, whose form has what the first one said',
  async (t) => {
    const office = await consoleOffice(t)
    const reference = await askedFor(office, { holder: {}, passport: { number: 'N7654321' } })
    const [at, at2] = [await office.signedIn(office.aigul), await office.signedIn(office.marat)]
    const address = `/kk/cases/${reference}`
    const correct = { decision: 'correct' }
    const first = await office.sign(at, await at.send(await at.get(address), correct, '/correction'), office.aigul)
    t.match(first.text('#correction'), /бірінші болып сіз көрсеттіңіз/)
    const own = await at.send(first, correct, '/correction')
    t.match([own.status, own.text('.govuk-error-summary')], [409, /бірінші болып сіз/])
    const second = await at2.get(address)
    t.match(second.text('#correction'), /Aigul.*екінші қызметкер/)
    t.match(
      (await office.sign(at2, await at2.send(second, correct, '/correction'), office.marat)).text('main'),
      /түзетілді/,
    )
  },
)

t.test('it stays as it is for a reason that the traveller reads; what is missing is told', async (t) => {
  const office = await consoleOffice(t)
  const reference = await askedFor(office, { holder: { sex: 'M' }, passport: {} })
  const at = await office.signedIn(office.marat)
  const shown = await at.get(`/en/cases/${reference}`)
  const nothing = await at.send(shown, { decision: 'correct', 'holder-sex': '' }, '/correction')
  t.match([nothing.status, nothing.text('.govuk-error-summary')], [422, /one field at least/])
  const wrong = await at.send(shown, { decision: 'correct', 'holder-sex': 'Q' }, '/correction')
  t.equal(wrong.status, 409, 'what is no sex')
  t.equal(wrong.form('/correction').fields['holder-sex'], 'Q')
  t.equal((await at.send(shown, { decision: 'leave', stays: '' }, '/correction')).status, 422)
  const left = await at.send(shown, { decision: 'leave', stays: 'as the passport says' }, '/correction')
  t.match(left.text('[role=status]'), /stays as it is/)
  t.match((await at.get(`/en/cases/${reference}`)).text('main'), /Left as it was by Marat.*as the passport says/)
  t.same(changeTyped({ 'holder-surname': ' o', 'passport-number': '' }), { holder: { surname: ' O' } })
})
