import t from 'tap'
import { borderScene, firstConflict, heldRecord, reviewed, usedTwice } from './border-scene.ts'

t.test('a review asks before, and closes for good; then it tells who, when and why', async (t) => {
  const scene = await borderScene(t)
  const { at, built } = scene
  const { number } = await usedTwice(built)
  const page = await firstConflict(scene)
  const question = await at.send(page, { reason: 'a <b>twin</b> sister' }, '/review')
  t.equal(question.text('h1'), 'Close it for good?')
  t.match(question.text('main'), 'a <b>twin</b> sister')
  t.notMatch(question.text('title'), /twin/)
  t.match((await built.authority('GET', '/v1/conflicts')).body.conflicts, [{ review: null }], 'nothing is done yet')
  const back = await at.send(question, { back: 'yes' })
  t.equal(back.form('/review').fields.reason, 'a <b>twin</b> sister', 'what was typed is still there')
  const done = await at.send(question)
  t.equal(done.path, page.path)
  t.match(done.text('main'), /Closed.*By Saule.*When 22 Nov 2026, 10:00.*Why a <b>twin<\/b> sister/)
  t.equal(done.document.querySelector('main form'), null)
  t.equal(
    done.document.querySelectorAll('main p a').at(-1)?.getAttribute('href'),
    '/en/conflicts?state=open&kind=over-use',
    'it leads on to the next',
  )
  t.match((await built.store.auditAfter(0, 999)).at(-1), {
    actor: 'person/Saule',
    act: 'review',
    detail: { verdict: 'close' },
  })
  t.equal((await at.send(question)).path, page.path, 'a second press does nothing else')
  t.equal((await at.get(`${page.path}/review`)).path, page.path)
  t.match((await built.authority('GET', `/v1/conflicts?state=closed&visa_number=${number}`)).body.conflicts.length, 1)
})

t.test('what was held counts once it is accepted', async (t) => {
  const scene = await borderScene(t)
  const { at, built } = scene
  const { number } = await heldRecord(built)
  const page = await firstConflict(scene, '?kind=revoked-device')
  t.match(page.text('.desk-record--apart'), /held: does not count yet/)
  t.match(page.texts('.govuk-radios label'), ['Close it: it stays as it is', 'Let count what was held'])
  const without = await at.send(page, { reason: 'she came through' }, '/review')
  t.equal(without.status, 422)
  t.equal(without.text('.govuk-error-summary a'), 'Say what becomes of it.')
  t.equal(without.form('/review').fields.reason, 'she came through')
  const question = await at.send(without, { verdict: 'accept' }, '/review')
  t.match(question.text('h1'), 'Let it count, and close it for good?')
  t.match((await at.send(question)).text('main'), /Let count.*she came through/)
  t.equal((await built.authority('GET', `/v1/visas/${number}`)).body.entries_used, 1)
})

t.test('what nobody can let count is closed', async (t) => {
  const scene = await borderScene(t)
  await usedTwice(scene.built)
  const page = await firstConflict(scene)
  const refused = await scene.at.send(page, { reason: 'let both in', verdict: 'accept', sure: 'yes' }, '/review')
  t.equal(refused.status, 422)
  t.match(refused.text('.govuk-error-summary'), /nothing here that can be let count/)
  t.equal(refused.form('/review').fields.reason, 'let both in')
})

t.test('a reason is needed, and one that shows nothing is none', async (t) => {
  const scene = await borderScene(t)
  await usedTwice(scene.built)
  const page = await firstConflict(scene)
  for (const reason of ['', 'ab', 'x'.repeat(201), '\u2800\u2800\u2800\u2800']) {
    const refused = await scene.at.send(page, { reason, sure: 'yes' }, '/review')
    t.equal(refused.status, 422)
    t.equal(refused.text('.govuk-error-summary a'), 'Say what you found, in 3 to 200 letters.')
    t.ok(refused.document.querySelector('#reason'))
  }
})

t.test('lines are kept, and the end of one is one letter', async (t) => {
  const scene = await borderScene(t)
  const { number } = await usedTwice(scene.built)
  const reason = `${'x'.repeat(98)}\r\n${'y'.repeat(101)}`
  const question = await scene.at.send(await firstConflict(scene), { reason }, '/review')
  t.equal(question.text('h1'), 'Close it for good?')
  t.equal((await scene.at.send(question)).status, 200)
  const { conflicts } = (await scene.built.authority('GET', `/v1/conflicts?state=closed&visa_number=${number}`)).body
  t.equal(conflicts[0].review.reason, reason.replace('\r', ''))
})

t.test('of two at once the second one is told, and keeps what was written', async (t) => {
  const scene = await borderScene(t)
  const { at, built } = scene
  const { number } = await usedTwice(built)
  const question = await at.send(await firstConflict(scene), { reason: 'I found nobody' }, '/review')
  await reviewed(scene, number, 'a twin sister')
  const late = await at.send(question)
  t.equal(late.status, 409)
  t.match(late.text('.govuk-error-summary'), /It was reviewed meanwhile/)
  t.ok(late.document.querySelector('#review'))
  t.match(late.text('main'), /By authority.*Why a twin sister.*What you wrote ?I found nobody/)
  const [row] = (await built.authority('GET', '/v1/conflicts?state=closed')).body.conflicts
  t.equal(row.review.reason, 'a twin sister')
})

t.test('the language is changed with what was typed; who was signed out meanwhile goes on', async (t) => {
  const scene = await borderScene(t)
  const { at, supervisor, answer } = scene
  await usedTwice(scene.built)
  const page = await firstConflict(scene)
  const typed = { ...page.form('/review').fields, reason: 'жазылған' }
  const kazakh = await at.post(page.form('/review').action.replace('/en/', '/kk/'), { ...typed, _redraw: 'yes' })
  t.equal(kazakh.status, 200)
  t.equal(kazakh.form('/review').fields.reason, 'жазылған')
  const question = await at.send(page, { reason: 'жазылған' }, '/review')
  const asked = { ...question.form('/review').fields, _redraw: 'yes' }
  const russian = await at.post(question.form('/review').action.replace('/en/', '/ru/'), asked)
  t.equal(russian.text('h1'), 'Закрыть навсегда?')
  scene.built.clock.now += 3700
  const out = await at.send(question)
  t.equal(out.status, 401)
  const again = await at.send(out, await answer(at, out, supervisor), '/sign-in')
  t.match(again.text('main'), /What you typed is still there/)
  t.match((await at.send(again, {}, '/review')).text('main'), /Closed.*By Saule.*жазылған/)
})

t.test('who may only read is refused the review, whatever is sent', async (t) => {
  const scene = await borderScene(t)
  await usedTwice(scene.built)
  const auditor = await scene.signedIn(await scene.make('Reads', ['auditor']))
  const { _form = '' } = (await auditor.get('/en/')).form('/sign-out').fields
  const path = (await firstConflict(scene)).form('/review').action
  t.equal((await auditor.post(path, { _form, reason: 'I say so', sure: 'yes' })).status, 403)
  t.match((await firstConflict(scene)).text('main'), 'What to do')
})
