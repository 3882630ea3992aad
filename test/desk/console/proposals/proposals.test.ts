import t from 'tap'
import { type ConsoleScene, consoleScene } from '../console-scene.ts'

t.test('one proposes, another sees what would change and of whom, agrees and signs', async (t) => {
  const { scene, one, other, at, visa_number } = await proposed(t)
  const own = await at.get('/en/proposals')
  t.match(own.text('.site-rows'), /Revoke e-visas: 1.*stolen.*Aigul.*somebody else agrees/s)
  const path = own.document.querySelector('.site-rows a')?.getAttribute('href') ?? ''
  const seen = await at.get(path)
  t.equal(seen.document.querySelector('form[action$="/agree"]'), null, 'who proposed it does not agree')
  const sent = await at.post(`${path}/agree`, { _form: seen.form('/decline').fields._form ?? '' })
  const forged = await at.get(String(sent.headers.location))
  const stopped = await at.send(forged, await scene.answer(at, forged, one))
  t.equal(stopped.status, 422, 'nor by a form of their own')
  const second = await scene.signedIn(other)
  t.match((await second.get('/en/')).html, 'href="/en/proposals"')
  for (const language of ['ru', 'kk']) {
    const page = await second.get(path.replace('/en/', `/${language}/`))
    t.match(page.text('main'), /PERERA/, language)
    t.notMatch(page.text('title'), /PERERA/)
  }
  const page = await second.get(path)
  const toSign = await second.send(page, {}, '/agree')
  t.match(toSign.path, /^\/en\/signing\//)
  const done = await second.send(toSign, await scene.answer(second, toSign, other))
  t.match(done.text('main'), /Signed and done/)
  t.equal((await scene.built.authority('GET', `/v1/visas/${visa_number}`)).body.status, 'revoked')
  t.match((await second.get('/en/proposals')).text('main'), 'Nothing waits for a second person.')
  t.match((await second.get('/en/proposals?state=all')).text('.site-rows'), /agreed: .*Marat/)
  const late = await second.send(page, {}, '/decline')
  t.equal(late.status, 409)
  t.match(late.text('.govuk-error-summary'), /decided meanwhile/)
})

t.test('another one declines, who proposed withdraws, and an auditor only reads', async (t) => {
  const { scene, other, at } = await proposed(t)
  const path = (await at.get('/en/proposals')).document.querySelector('.site-rows a')?.getAttribute('href') ?? ''
  const auditor = await scene.signedIn(await scene.make('Auditor', ['auditor']))
  const read = await auditor.get(path)
  t.match(read.text('main'), /PERERA/)
  t.notMatch(read.html, `${path}/decline`)
  t.notMatch((await auditor.get('/en/proposals')).html, '/proposals/status')
  const second = await scene.signedIn(other)
  const declined = await second.send(await second.get(path), {}, '/decline')
  t.equal(declined.path, '/en/proposals')
  t.match((await at.get(path)).text('main'), /declined: Marat/)
  t.equal((await at.get(`${path}/agree`)).path, path, 'whoever had to sign in first goes on')
  t.equal((await at.get('/en/proposals/0192f0c1-0000-7000-8000-000000000000')).status, 404)
  const officer = await scene.signedIn(await scene.make('Officer', ['case-officer']))
  t.not((await officer.get('/en/proposals')).status, 200)
})

async function proposed(t: Parameters<typeof consoleScene>[0]) {
  const scene: ConsoleScene = await consoleScene(t)
  const [one, other] = [await scene.make('Aigul', ['operator']), await scene.make('Marat', ['supervisor'])]
  const at = await scene.signedIn(one)
  const { visa_number } = await scene.built.issue()
  const typed = { status: 'revoked', numbers: visa_number, reason: 'stolen' }
  const toSign = await at.send(await at.get('/en/proposals/status'), typed)
  const done = await at.send(toSign, await scene.answer(at, toSign, one))
  t.match(done.text('main'), /Signed and done.*waits for a second person/s)
  return { scene, one, other, at, visa_number }
}
