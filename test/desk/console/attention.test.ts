import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { attentionView } from '../../../desk/console/attention.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { NOW } from '../../server/build-app.ts'
import { keepCase } from '../../server/cases/case-scene.ts'
import { runsOf } from '../../server/cases/made-office.ts'
import { consoleScene } from './console-scene.ts'

t.test('the first page says what wants somebody, the most urgent first, and leads there', async (t) => {
  const scene = await consoleScene(t)
  await keepCase(runsOf(t, scene.built), { dueAt: scene.built.clock.now - 60 })
  const at = await scene.signedIn(await scene.make('Aigul', ['case-officer']))
  const home = await at.get('/en/')
  t.match(home.text('.desk-today'), /Cases whose promised time is past.*due since.*1.*Cases that wait for an officer/)
  t.equal(home.document.querySelector('.desk-urgent a')?.getAttribute('href'), '/en/cases')
  t.match(home.text('main'), /As of/)
  const [one] = scene.administrators
  t.equal((await (await scene.signedIn(one)).get('/en/')).document.querySelector('.desk-today'), null)
})

t.test('what is new to this program is told as the server calls it', async (t) => {
  const warning = (about: string, code: string, since = NOW + 60) => ({
    ...{ matter: 'warning', count: 1, since },
    warning: { about, code },
  })
  const attention = [
    warning('visa key', 'expires-soon'),
    warning('working days of 2028', 'missing', NOW - 60),
    warning('something', 'new'),
  ]
  const api = { GET: async () => ({ data: { at: NOW, attention }, response: new Response() }) } as unknown as Api
  const { rows } = await attentionView(api, { language: 'en' })
  t.match(rows, [
    { what: 'the key: visa: runs out soon', count: null, isUrgent: false, when: /^until/, address: '/en/keys' },
    { what: 'the working days of 2028: is missing', isUrgent: true, when: /^since/ },
    { what: 'something: new', address: null },
  ])
  for (const language of LANGUAGES)
    for (const { what } of (await attentionView(api, { language })).rows) t.notMatch(what, /[{}]/)
})
