import t from 'tap'
import { consoleScene } from './console-scene.ts'

t.test('somebody signs in by a key and out again; an old answer, or none, is told beside the button', async (t) => {
  const scene = await consoleScene(t)
  const [one] = scene.administrators
  const at = scene.browser()
  const page = await at.get('/en/')
  t.equal(page.path, '/en/sign-in?next=%2Fen%2F')
  const none = await at.send(page)
  t.equal(none.status, 422)
  t.match(none.text('.govuk-error-summary a'), /No answer of a key came/)
  t.equal(none.document.querySelector('.govuk-error-summary a')?.getAttribute('href'), '#key')
  t.ok(none.document.querySelector('button#key'))
  const bent = await at.send(page, await scene.answer(at, page, one, { flags: 1 }))
  t.match(bent.text('.govuk-error-summary a'), /did not ask for PIN or finger/)
  const sent = await scene.answer(at, page, one)
  const home = await at.send(page, sent)
  t.equal(home.path, '/en/')
  t.match(home.text('main'), /Administrator One/)
  const out = await at.send(home, {}, '/sign-out')
  t.equal(out.path, '/en/sign-in')
  t.equal(at.cookies.size <= 1, true)
  const replayed = await at.send(out, sent)
  t.match(replayed.text('.govuk-error-summary a'), /took too long, or was sent twice/)
  t.notMatch(scene.lines.join(''), /Administrator|answer|next/, 'nothing of it is in the log')
})

t.test('a form that waited goes on by its own person alone, and one that waits for a key is asked anew', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  const at = await scene.signedIn(one)
  const form = await at.get('/en/people/new')
  const typed = { name: 'Aigul', 'role-auditor': 'yes', reason: 'new here' }
  scene.built.clock.now += 4000
  const over = await at.send(form, typed)
  t.equal(over.status, 401)
  t.match(over.text('h1'), /signed out/)
  const back = await at.send(over, await scene.answer(at, over, one))
  t.match(back.text('h1'), /You are signed in/)
  const signing = await at.send(back)
  t.match(signing.path, /^\/en\/signing\//)
  t.match(signing.text('main'), /Aigul/)

  const other = scene.browser()
  const page = await other.get('/en/sign-in')
  const { kept = '' } = over.form('/sign-in').fields
  const byTwo = await other.send(page, { ...(await scene.answer(other, page, two)), kept })
  t.match(byTwo.text('main'), /somebody else's, and was not sent/)

  scene.built.clock.now += 4000
  const overAgain = await at.send(signing, { answer: '' })
  const asked = await at.send(overAgain, await scene.answer(at, overAgain, one))
  t.match(asked.text('h1'), /Nothing to sign/, 'a page left open overnight leads to what it was about')
  t.match(asked.text('main'), /ten minutes are over/)
})

t.test('nobody is led elsewhere by a sign-in', async (t) => {
  const scene = await consoleScene(t)
  const [one] = scene.administrators
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:1']) {
    const at = scene.browser()
    const page = await at.get(`/en/sign-in?next=${encodeURIComponent(next)}`)
    t.equal(page.document.querySelector('input[name=next]'), null, next)
    t.equal((await at.send(page, { ...(await scene.answer(at, page, one)), next })).path, '/en/', next)
  }
})
