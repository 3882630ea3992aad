import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { typedIn } from '../../../../desk/console/cases/decide.ts'
import { type Runs, rows } from '../../../../server/store/steps.ts'
import { consoleOffice } from './console-office.ts'

const edgesOf = async ({ read }: Runs, reference: string) =>
  (
    await read(() =>
      rows<{ edge: string }>(
        'SELECT edge FROM edges WHERE kind = ? AND subject = ? ORDER BY position',
        'application',
        reference,
      ),
    )
  ).map(({ edge }) => edge)

t.test('a clean case goes from the queue to its e-visa: taken, seen, no objection, signed', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get('/en/cases'), {}, '/next')
  t.equal(shown.path, `/en/cases/${reference}`)
  t.match(shown.text('main'), /PERERA NIMALI.*You have it until/)
  const text = await at.send(shown, { decision: 'no-objection' }, `/${reference}`)
  t.match(text.path, /^\/en\/signing\//)
  t.match(text.text('dl'), /Reference.*Decision ?no objection.*What is issued.*Surname ?PERERA.*Revision ?8/)
  t.match(text.document.querySelectorAll('main a').at(-1)?.getAttribute('href'), `/en/cases/${reference}`)
  const done = await office.sign(at, text, office.aigul)
  t.match(done.text('[role=status]'), /no objection. Its e-visa is issued/)
  t.equal(await office.issueAll(), 1)
  t.match((await at.get(`/en/cases/${reference}`)).text('main'), /issued/)
})

t.test('a refusal takes two: one signs it, another agrees, and what it says reads well in each language', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get('/en/cases'), {}, '/next')
  const unsaid = await at.send(shown, { decision: 'refuse', rule: '', reason: 'no' }, `/${reference}`)
  t.equal(unsaid.status, 422)
  t.same(
    unsaid.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href')),
    ['#rule', '#reason'],
  )
  for (const name of ['rule', 'reason']) t.ok(unsaid.document.querySelector(`#${name}`), name)
  const typed = { decision: 'refuse', rule: 'identity', reason: '<b>another</b> person' }
  const text = await at.send(unsaid, typed, `/${reference}`)
  for (const language of LANGUAGES) {
    const said = (await at.get(text.path.replace('/en/', `/${language}/`))).text('dl')
    t.notMatch(said, /identity|refuse$|no-objection/, language)
  }
  t.match(text.text('dl'), /Decision ?refuse Rule ?What was declared of the traveller is not what the passport says/)
  t.match((await office.sign(at, text, office.aigul)).text('[role=status]'), /waits for a second officer now/)
  t.match((await at.get(`/en/cases/${reference}`)).text('main'), /You decided it first/)
  t.match((await at.send(await at.get('/en/cases'), {}, '/next')).text('[role=status]'), /No case waits that you could/)

  const at2 = await office.signedIn(office.marat)
  const second = await at2.send(await at2.get('/kk/cases'), {}, '/next')
  t.match(second.text('.desk-look'), /Aigul.*<b>another<\/b> person/)
  const agreed = await at2.send(second, { decision: 'agree' }, `/${reference}`)
  t.match((await office.sign(at2, agreed, office.marat)).text('[role=status]'), /бас тартылды/)
  t.same((await edgesOf(office.runs, reference)).slice(-2), ['to-second', 'refuse'])
})

t.test('to ask and to send back is done at once, and comes back to the queue', async (t) => {
  const office = await consoleOffice(t)
  const [one, two] = [await office.keep(), await office.keep({ flags: ['convicted'] })]
  const at = await office.signedIn(office.aigul)
  const claimed = async (reference: string, who = at) => who.send(await who.get(`/en/cases/${reference}`), {}, '/claim')
  const sent = { decision: 'ask', template: 'journey', text: 'With\r\nwhom?', why: '' }
  t.match((await at.send(await claimed(one.reference), sent, one.reference)).text('[role=status]'), /was asked/)
  t.match((await at.get(`/en/cases/${one.reference}`)).text('main'), /Please tell us more of your journey.*With whom\?/)
  const text = await at.send(await claimed(two.reference), { decision: 'no-objection', why: 'long ago' }, two.reference)
  t.match((await office.sign(at, text, office.aigul)).text('[role=status]'), /waits for a second/)
  const at2 = await office.signedIn(office.marat)
  const back = { decision: 'send-back', back: 'ask first' }
  const done = await at2.send(await claimed(two.reference, at2), back, two.reference)
  t.match(done.text('[role=status]'), /was sent back/)
})

t.test('what changed meanwhile is told on the case as it is now, with what was typed', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/en/cases/${reference}`), {}, '/claim')
  const typed = { decision: 'refuse', rule: 'identity', reason: 'another person' }
  office.built.clock.now += 1801
  const at2 = await office.signedIn(office.marat)
  await at2.send(await at2.get(`/en/cases/${reference}`), {}, '/claim')
  const taken = await at.send(shown, typed, `/${reference}`)
  t.equal(taken.status, 409)
  t.match(taken.text('.govuk-error-summary'), /Marat has this case until/)
  t.equal(taken.document.querySelector('#reason')?.textContent.trim(), 'another person')
  const seen = await at2.get(`/en/cases/${reference}`)
  await at2.send(seen, { decision: 'ask', text: 'Who is it?' }, `/${reference}`)
  const over = await at.send(taken, typed, `/${reference}`)
  t.equal(over.status, 409)
  t.match(over.text('main'), /the case changed since you looked at it.*Application: traveller was asked/)
  t.match(over.text('.govuk-inset-text'), /What you typed\s*another person/, 'there is no form for it any more')
})

t.test('a claim that ran out while somebody typed is taken anew, and nothing is lost', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/en/cases/${reference}`), {}, '/claim')
  office.built.clock.now += 2000
  const text = await at.send(shown, { decision: 'refuse', rule: 'identity', reason: 'another person' }, `/${reference}`)
  t.match(text.path, /\/signing\//)
})

t.test('a page that was left open overnight goes on after signing in, with what was typed', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/en/cases/${reference}`), {}, '/claim')
  office.built.clock.now += 20 * 3600
  const over = await at.send(shown, { decision: 'ask', text: 'Where do you stay?' }, `/${reference}`)
  t.equal(over.status, 401)
  const kept = await at.send(over, await office.answer(at, over, office.aigul))
  t.match(kept.text('main'), /What you typed is still there/)
  t.match((await at.send(kept, {}, `/${reference}`)).text('[role=status]'), /was asked/)
  office.built.clock.now += 20 * 3600
  const asked = await at.get(`/ru/cases/${reference}`)
  t.match(asked.text('h1'), /Войти|ключ/)
})

t.test('what cannot be kept is told, and a decision that is none', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const at = await office.signedIn(office.aigul)
  const shown = await at.send(await at.get(`/en/cases/${reference}`), {}, '/claim')
  const bad = await at.send(shown, { decision: 'refuse', rule: 'identity', reason: 'nul \0 here' }, `/${reference}`)
  t.match([bad.status, bad.text('.govuk-error-summary')], [409, /cannot be kept/])
  t.equal((await at.send(shown, { decision: 'of-mine' }, `/${reference}`)).status, 422)
  t.same(typedIn({ text: ' a\r\nb ', more: ['x'] }), { text: 'a\nb' })
})
