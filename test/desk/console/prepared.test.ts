import t from 'tap'
import { consoleScene } from './console-scene.ts'

t.test('what a terminal made ready is found by who may sign it, looked at, and signed', async (t) => {
  const scene = await consoleScene(t)
  const operator = await scene.built.operator('At the terminal')
  const { visa_number } = await scene.built.issue()
  const change = { status: 'revoked', visa_numbers: [visa_number] }
  const act = { kind: 'proposal', reason: 'stolen', change }
  const prepared = await operator('POST', '/v1/prepared-acts', { act })
  t.equal(prepared.status, 201, JSON.stringify(prepared.body))
  const path = new URL(prepared.body.sign_at).pathname
  const officer = await scene.make('Aigul', ['case-officer'])
  const atOfficer = await scene.signedIn(officer)
  t.equal((await atOfficer.get(path)).status, 404, 'not one who may not do it')
  t.notMatch((await atOfficer.get('/en/')).text('main'), /Made ready/)
  const boss = await scene.make('Boss', ['supervisor'])
  const at = await scene.signedIn(boss)
  t.match((await at.get('/en/')).text('main'), /Made ready at a terminal.*Sign a proposal.*At the terminal/s)
  for (const language of ['ru', 'kk']) t.equal((await at.get(path.replace('/en/', `/${language}/`))).status, 200)
  const text = await at.send(await at.get(path), {})
  t.match(text.path, /^\/en\/signing\//)
  t.match(text.text('main'), /E-visas.*PERERA/s, 'whose e-visa it is')
  const done = await at.send(text, await scene.answer(at, text, boss))
  t.match(done.text('main'), /Signed and done/)
  t.match((await at.get(path)).text('main'), /It was signed, and done/)
  const home = await at.get('/en/')
  t.match(home.text('.desk-today'), /Proposals that wait for a second person/)
  t.notMatch(home.text('main'), /Made ready/)
})
