import t from 'tap'
import { consoleScene } from './console-scene.ts'

const HALF = /^([2-9A-Z]{4}-){2}[2-9A-Z]{4}$/

t.test('one proposes, another agrees, and each has half of the code; every step says what comes next', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  const [at, at2] = [await scene.signedIn(one), await scene.signedIn(two)]
  const form = await at.get('/en/people/new')
  const signing = await at.send(form, {
    name: 'Aigul',
    badge: 'KZ-7',
    'role-border-officer': 'yes',
    reason: 'new here',
  })
  t.match(signing.text('h1'), /Sign the proposal/)
  for (const said of ['Aigul', 'KZ-7', 'border officer', 'new here', 'New']) t.match(signing.text('dl'), said)
  const signed = await at.send(signing, await scene.answer(at, signing, one))
  t.match(signed.text('main'), /first half of a code.*waits for a second person/)
  t.match(signed.text('.site-code'), HALF)
  t.match((await at.get('/en/')).text('main'), /You proposed it: somebody else signs next/)
  const home = await at2.get('/en/')
  t.match(home.text('.site-card'), /Aigul.*Administrator One/)
  const agreeing = await at2.send(home, {}, '/changes/agree')
  t.match(agreeing.text('h1'), /Agree to a proposal/)
  const code = await at2.send(agreeing, await scene.answer(at2, agreeing, two))
  t.match(code.text('.site-code'), HALF)
  t.notOk(code.html.includes(signed.text('.site-code')), 'who agrees is not shown the first half')
  t.notMatch(code.path, code.text('.site-code'))
  const listed = await at.get('/en/people')
  t.match(listed.text('table'), /Aigul.*KZ-7.*border officer.*code waits/)
  const person = await at.get(
    listed.document
      .querySelectorAll('table a')
      .find(({ text }) => text === 'Aigul')
      ?.getAttribute('href') ?? '',
  )
  t.notMatch(person.text('title'), /Aigul/, 'no name in a title')
  const aigul = await scene.register('Aigul', `${signed.text('.site-code')} ${code.text('.site-code')}`)
  t.equal((await aigul.call('GET', '/v1/me')).status, 200)
})

t.test('what is wrong with a proposal stands beside its field, and what was typed stays', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  const at = await scene.signedIn(one)
  const form = await at.get('/ru/people/new')
  const wrong = await at.send(form, { name: '', badge: '!', email: 'x', reason: 'new here' })
  t.equal(wrong.status, 422)
  const hrefs = wrong.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href'))
  t.same(hrefs, ['#name', '#badge', '#email', '#roles'])
  for (const href of hrefs) t.ok(wrong.document.querySelector(href ?? ''), href ?? '')
  t.match(wrong.texts('.govuk-error-summary a').join(), /[А-я]/)
  t.equal(wrong.form('/new').fields.badge, '!')
  const why = await at.send(form, { name: 'Aigul', 'role-auditor': 'yes', reason: '' })
  t.same(
    why.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href')),
    ['#reason'],
  )
  const border = await at.send(form, { name: 'Aigul', 'role-border-officer': 'yes', reason: 'new here' })
  t.match(border.text('.govuk-error-summary a'), /нужен каждому, кто работает на посту/)
  const taken = await at.send(form, { name: two.name, 'role-auditor': 'yes', reason: 'new here' })
  const signed = await at.send(taken, await scene.answer(at, taken, one))
  t.match(signed.text('.govuk-error-summary a'), /с таким именем есть или был/)
})

t.test('nobody proposes anything about oneself; who may not look is told so', async (t) => {
  const scene = await consoleScene(t)
  const [one] = scene.administrators
  const at = await scene.signedIn(one)
  const own = await at.get(`/en/people/${one.id}`)
  t.match(own.text('main'), /It is about you/)
  t.equal(own.document.querySelector('main form'), null)
  t.equal((await at.get('/en/people/nobody')).status, 404)
  const officer = await scene.signedIn(await scene.make('Aigul', ['case-officer']))
  const refused = await officer.get('/en/people')
  t.equal(refused.status, 403)
  const auditor = await scene.signedIn(await scene.make('Saule', ['auditor']))
  t.equal((await auditor.get('/en/people/new')).status, 404, 'who may propose nobody has no page for it')
})

t.test('a proposal is declined by a press', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  await one.sign({
    kind: 'person-change',
    change: 'end',
    person: (await scene.make('Aigul', ['auditor'])).id,
    reason: 'left',
  })
  const at = await scene.signedIn(two)
  const declined = await at.send(await at.get('/en/people'), {}, '/changes/decline')
  t.equal(declined.path, '/en/people')
  t.notMatch(declined.text('main'), /Decline/)
})
