import t from 'tap'
import { isCaseTrouble } from '../../../../desk/console/cases/case-not-signed.ts'
import { Refused } from '../../../../pages/answers.ts'
import { consoleOffice } from './console-office.ts'

t.test('what changed between the text and the signature is told on the case, with what was typed', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/ru/cases/${reference}`), {}, '/claim')
  const typed = { decision: 'refuse', rule: 'purpose', reason: 'not for tourism' }
  const text = await at.send(shown, typed, `/${reference}`)
  office.built.clock.now += 1
  await office.aigul.call('POST', `/v1/cases/${reference}/decision`, { revision: 8, decision: 'ask', text: 'Why?' })
  const late = await office.sign(at, text, office.aigul)
  t.equal(late.status, 409)
  t.match(late.text('.govuk-error-summary'), /дело изменилось, пока вы его смотрели.*вопрос заявителю/)
  t.match(late.text('.govuk-inset-text'), /not for tourism/)
  const again = await office.sign(at, text, office.aigul)
  t.equal(again.status, 409)
})

t.test('a claim that somebody else took meanwhile is told, and the form stands as it was', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/en/cases/${reference}`), {}, '/claim')
  const text = await at.send(shown, { decision: 'refuse', rule: 'purpose', reason: 'not for tourism' }, `/${reference}`)
  await office.aigul.call('DELETE', `/v1/cases/${reference}/claim`)
  await office.marat.call('POST', `/v1/cases/${reference}/claim`)
  const late = await office.sign(at, text, office.aigul)
  t.match(late.text('.govuk-error-summary'), /Marat has this case until/)
  t.equal(late.document.querySelector('#reason')?.textContent.trim(), 'not for tourism')
  t.ok(late.document.querySelector('#rule-4, input[value=purpose]')?.hasAttribute('checked'))
})

t.test(
  'a text that waited for too long is written anew, with the case taken again; what changed meanwhile is told',
  async (t) => {
    const office = await consoleOffice(t)
    const { reference } = await office.keep()
    const at = await office.signedIn(office.aigul)
    const shown = await at.send(await at.get(`/kk/cases/${reference}`), {}, '/claim')
    const typed = { decision: 'refuse', rule: 'purpose', reason: 'not for tourism' }
    const text = await at.send(shown, typed, `/${reference}`)
    office.built.clock.now += 2400
    const over = await at.get(text.path)
    const anew = await at.send(over, {}, `/again?case=${reference}`)
    t.match(anew.text('dl'), /not for tourism/)
    t.match((await at.get(over.form(`/again?case=${reference}`).action)).path, /signing/, 'also after signing in')
    office.built.clock.now += 2400
    const again = await at.get(anew.path)
    const marat = await office.marat.again()
    await marat.call('POST', `/v1/cases/${reference}/claim`)
    const late = await at.send(again, {}, `/again?case=${reference}`)
    t.match([late.status, late.text('.govuk-error-summary')], [409, /Marat қызметкерінде/])
  },
)

t.test('what is wrong with a key stays with the text', async (t) => {
  const conflict = (errors?: []) => new Refused(409, { type: 'urn:evisa:problem:conflict', ...(errors && { errors }) })
  t.ok(isCaseTrouble(conflict(), { kind: 'case', subject: 'K7Q2M4XN9TBD' }))
  t.notOk(isCaseTrouble(conflict([]), { kind: 'case', subject: 'K7Q2M4XN9TBD' }))
  t.notOk(isCaseTrouble(conflict(), { kind: 'proposal', subject: 'x' }))
  t.notOk(isCaseTrouble(conflict(), { kind: 'case' }))
})
