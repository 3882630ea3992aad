import t from 'tap'
import { codeOf } from '../../server/deciders.ts'
import { consoleScene } from './console-scene.ts'

t.test('the first page is in the language that was asked for, and tells who is alone', async (t) => {
  const scene = await consoleScene(t)
  for (const [asked, path] of [
    ['kk-KZ,ru;q=0.5', '/kk/'],
    ['ru', '/ru/'],
    ['de', '/en/'],
    ['ar', '/en/'],
  ] as const)
    t.equal((await scene.browser().ask('GET', '/', undefined, { 'accept-language': asked })).headers.location, path)
  const [one, two] = scene.administrators
  const at = await scene.signedIn(one)
  t.notMatch((await at.get('/en/')).text('main'), /only administrator/)
  const third = await scene.make('Third', ['administrator'])
  for (const gone of [two, third]) {
    const change = (await one.sign({ kind: 'person-change', change: 'end', person: gone.id, reason: 'left' })).body.done
      .change.id
    const agreed =
      gone === two
        ? await third.sign({ kind: 'person-approval', change })
        : await scene.built.authority('POST', `/v1/person-changes/${change}/approval`)
    t.equal(agreed.status, 200)
  }
  t.match((await at.get('/en/')).text('main'), /You are the only administrator/)
  const officer = await scene.signedIn(await scene.register('x', await agreedByToken()))
  t.notMatch((await officer.get('/en/')).text('main'), /only administrator|Propose/)

  async function agreedByToken(): Promise<string> {
    const made = await one.sign({
      kind: 'person-change',
      change: 'make',
      reason: 'new',
      content: { name: 'x', roles: ['case-officer'] },
    })
    const agreed = await scene.built.authority('POST', `/v1/person-changes/${made.body.done.change.id}/approval`)
    return codeOf(made, agreed.body)
  }
})
