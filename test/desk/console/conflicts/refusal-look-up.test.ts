import t from 'tap'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { refusalOf, unprovenRefusal, voidOf } from '../../../made-device.ts'
import { borderScene } from './border-scene.ts'

t.test('the number of a form leads to the signed record, and stands in no address and no title', async (t) => {
  const { built, at, lines } = await borderScene(t)
  const { visa_number } = await built.issue()
  const booth = await built.enrol('border')
  const refusal = refusalOf(visa_number, { operator: 'KZ-1', flight: 'KC104' })
  await booth.handIn(refusal)
  const number = formatRefusalNumber(refusalNumber(refusal.id))
  const page = await at.get('/en/refusals')
  const found = await at.send(page, { number: number.toLowerCase() }, '/refusals')
  t.equal(found.status, 200)
  t.equal(found.path, '/en/refusals')
  t.match(found.text('.site-card'), /^E: .*22 November 2026.*KZ-1 · typed.*KC104.*\(passport\/name\)/)
  t.match(found.text('.site-card'), refusal.id)
  t.notMatch(found.text('title'), number)
  t.notMatch(lines.join(), new RegExp(`${number}|${refusalNumber(refusal.id)}`, 'i'))
  const redrawn = await at.post('/kk/refusals', { ...found.form('/refusals').fields, number, _redraw: 'yes' })
  t.match(redrawn.text('.site-card'), /^E: .*Бас тарту/)
  await booth.handIn(voidOf(visa_number, refusal.id))
  t.match((await at.send(page, { number }, '/refusals')).text('.site-card'), /^Taken back/)
})

t.test("what an officer wrote, and nobody's e-visa, are told as they are", async (t) => {
  const { built, at } = await borderScene(t)
  const refusal = unprovenRefusal({ reason: '<b>no ticket' })
  await (await built.enrol('border')).handIn(refusal)
  const found = await at.send(await at.get('/en/refusals'), { number: refusalNumber(refusal.id) }, '/refusals')
  t.match(found.text('.site-card'), /^L: .*As the officer wrote it: <b>no ticket.*P<CHNZHANG.*nobody's e-visa/)
})

t.test('what is no number, and one that nobody handed in, are told beside the box', async (t) => {
  const { at, make, signedIn, browser } = await borderScene(t)
  const page = await at.get('/ru/refusals')
  for (const [number, said] of [
    ['', /Это не номер бланка/],
    ['../conflicts', /Это не номер бланка/],
    ['K7Q2-M4XN-9TBD-H6RC', /Это не номер бланка/],
    [refusalNumber('01938d8e-7c00-7000-8000-000000000000'), /не передан/],
  ] as const) {
    const wrong = await at.send(page, { number }, '/refusals')
    t.equal(wrong.status, 422)
    t.match(wrong.text('.govuk-error-summary a'), said)
    t.equal(wrong.form('/refusals').fields.number, number, 'what was typed stays')
  }
  const clerk = await signedIn(await make('Dana', ['case-officer']))
  const number = refusalNumber('01938d8e-7c00-7000-8000-000000000000')
  t.equal((await clerk.send(await clerk.get('/en/refusals'), { number }, '/refusals')).status, 403)
  t.match((await browser().get('/en/refusals')).path, /^\/en\/sign-in/)
})
