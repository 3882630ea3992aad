import t from 'tap'
import { keepCase } from '../../../server/cases/case-scene.ts'
import { runsOf } from '../../../server/cases/made-office.ts'
import { consoleScene } from '../console-scene.ts'

t.test('a traveller is found by name and led to, and what was typed stands in no address, title or log', async (t) => {
  const scene = await consoleScene(t)
  const { reference } = await keepCase(runsOf(t, scene.built), { dueAt: scene.built.clock.now })
  const at = await scene.signedIn(await scene.make('Dana', ['case-officer']))
  const page = await at.get('/en/search')
  const found = await at.send(page, { text: 'nimali perera' }, '/search')
  t.equal(found.status, 200)
  t.match(found.text('.site-card'), /PERERA NIMALI SANDUNI · .*Born: 4 March 1990 · Passport: N1234567 \(LKA\)/)
  t.equal(found.document.querySelector('.site-card a')?.getAttribute('href'), `/en/cases/${reference}`)
  t.equal(found.form('/search').fields.text, 'nimali perera', 'it can be typed further')
  t.equal(found.path, '/en/search')
  t.notMatch(found.text('title'), /perera/i)
  t.notMatch(scene.lines.join(), /perera/i)
  for (const text of ['n1234567', reference.toLowerCase(), 'nimali@example.org'])
    t.match(
      (await at.send(page, { text }, '/search')).text('main'),
      text.includes('@') ? /Nobody was found|PERERA/ : /PERERA/,
      text,
    )
  const russian = await at.post('/ru/search', { ...found.form('/search').fields, _redraw: 'yes' })
  t.match(russian.text('main'), /PERERA NIMALI SANDUNI/)
})

t.test('each finds what they may read', async (t) => {
  const scene = await consoleScene(t)
  const visa = await scene.built.issue()
  await keepCase(runsOf(t, scene.built), { dueAt: scene.built.clock.now })
  const kinds = async (...roles: Parameters<typeof scene.make>[1][number][]) => {
    const at = await scene.signedIn(await scene.make(roles.join(), roles))
    return (await at.send(await at.get('/en/search'), { text: 'perera' }, '/search')).texts('main h2')
  }
  t.ok(visa)
  t.same(await kinds('operator'), ['E-visas'])
  t.same(await kinds('invitation-officer'), ['Invitations'])
  t.same(await kinds('auditor'), ['E-visas', 'Applications', 'Invitations'])
  const guard = await scene.signedIn(await scene.make('Guard', ['border-supervisor'], 'KZ-3'))
  t.equal((await guard.send(await guard.get('/en/search'), { text: 'perera' }, '/search')).status, 403)
})

t.test('what would find half of the country, or cannot be looked for, is told beside the box', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Dana', ['case-officer']))
  const page = await at.get('/en/search')
  for (const [text, said] of [
    ['', /at least three letters/],
    ['p', /at least three letters/],
    ['x'.repeat(10_000), /at least three letters/],
    ['نمالي', /no spelling/],
    ['<b>per', /no spelling/],
    ['a@', /no e-mail address/],
    ['aa bb cc dd ee ff gg', /six words/],
  ] as const) {
    const wrong = await at.send(page, { text }, '/search')
    t.equal(wrong.status, 422, text.slice(0, 20))
    t.match(wrong.text('.govuk-error-summary a'), said)
  }
  t.match((await at.send(page, { text: 'nobody here' }, '/search')).text('[role=status]'), /Nobody was found/)
})
