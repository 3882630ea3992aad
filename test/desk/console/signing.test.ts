import t from 'tap'
import { making } from '../../server/deciders.ts'
import { consoleScene } from './console-scene.ts'

t.test('a text is shown in words and to the byte, to its own person, and signed once', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  const act = {
    kind: 'person-change',
    change: 'make',
    reason: '<b>new</b>',
    content: { name: 'Aigul', roles: ['auditor'] },
  }
  const opened = (await one.call('POST', '/v1/signings', { act })).body
  const path = `/kk/signing/${opened.id}`
  const [at, other] = [await scene.signedIn(one), await scene.signedIn(two)]
  const page = await at.get(path)
  t.equal(page.text('code.desk-exact'), opened.text)
  t.notMatch(page.html, '<b>new</b>')
  t.match(page.text('dl'), /аудитор/)
  const approval = await two.call('POST', '/v1/signings', {
    act: { kind: 'person-approval', change: (await one.sign(making('Bolat', ['auditor']))).body.done.change.id },
  })
  t.match(
    (await other.get(`/en/signing/${approval.body.id}`)).text('dl'),
    /Administrator One \(/,
    'people by their names',
  )
  t.equal((await other.get(path)).status, 409, "another's text")
  const foreign = await other.post(path, {
    _form: (await other.get('/kk/')).form('/sign-out').fields._form ?? '',
    answer: '{}',
  })
  t.equal(foreign.status, 409)
  const wrong = await at.send(page, await scene.answer(at, page, two))
  t.match(wrong.text('.govuk-error-summary a'), /Бұл сіздің кілтіңіз емес/)
  const sent = await scene.answer(at, page, one)
  t.match((await at.send(page, sent)).text('h1'), /Кодтың бірінші жартысы/)
  const twice = await at.send(page, sent)
  t.equal(twice.status, 409)
  t.match(twice.text('main'), /он минут өтті/)
  t.equal((await at.send(twice, {}, '/again')).status, 409, 'what was signed is not written anew')
})

t.test('what waited for too long is written anew by a press', async (t) => {
  const scene = await consoleScene(t)
  const [one] = scene.administrators
  const opened = (await one.call('POST', '/v1/signings', { act: making('Aigul', ['auditor']) })).body
  const at = await scene.signedIn(one)
  scene.built.clock.now += 601
  const over = await at.get(`/en/signing/${opened.id}`)
  t.match(over.text('main'), /ten minutes are over/)
  const anew = await at.send(over, {}, '/again')
  t.match(anew.text('dl'), /Aigul/)
  t.not(anew.path, over.path)
  t.match((await at.send(anew, await scene.answer(at, anew, one))).text('h1'), /first half of a code/)
  t.match((await at.get(`/en/signing/${opened.id}/again`)).path, /signing/, 'also after signing in')
})
