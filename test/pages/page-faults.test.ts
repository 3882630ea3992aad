import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { Refused } from '../../pages/answers.ts'
import { AuthorityAway } from '../../pages/authority/face-calls.ts'
import { formToken, makeBrowserSecret } from '../../pages/browser-cookies.ts'
import { readKeptForm } from '../../pages/kept-form.ts'
import { carried, keptOf, NotThere, SignInFirst, StaleForm } from '../../pages/page-faults.ts'
import * as texts from '../../pages/strings/texts.ts'
import type { Words } from '../../pages/words.ts'
import { madeFace } from './made-face.ts'

const WORDS: Words<typeof texts.en> = texts

const problem = (code: string) => ({ type: `urn:evisa:problem:${code}` })
const FAULTS: readonly (readonly [Error, number, keyof typeof texts.en.faults, boolean])[] = [
  [new NotThere(), 404, 'notThere', false],
  [new Refused(404, problem('not-found')), 404, 'notThere', false],
  [new Refused(400, problem('bad-request')), 404, 'notThere', false],
  [new Refused(414, problem('too-long')), 404, 'notThere', false],
  [new Refused(412, problem('changed')), 409, 'changed', false],
  [new Refused(413, problem('too-large')), 413, 'tooLarge', false],
  [new Refused(401, problem('unauthorized')), 503, 'away', true],
  [new Refused(502, problem('internal')), 503, 'away', true],
  [new Refused(403, problem('forbidden')), 403, 'notYours', false],
  [new Refused(409, problem('conflict')), 409, 'changed', false],
  [new Refused(429, problem('too-many')), 429, 'tooMany', true],
  [new Refused(500, problem('internal')), 503, 'away', true],
  [new AuthorityAway('GET /'), 503, 'away', true],
  [new StaleForm('token'), 403, 'stale', true],
  [new StaleForm('no-cookie'), 403, 'noCookies', true],
  [new StaleForm('foreign'), 403, 'foreign', false],
  [new TypeError('a bug of ours, with NIMALI in it'), 500, 'internal', true],
]

t.test(
  'each fault has its page, its status and its words in every language; what was typed goes with it',
  async (t) => {
    let thrown: Error = new NotThere()
    const { browser } = await madeFace(t, {
      routes: (app) => app.post('/:language/fails', () => Promise.reject(thrown)),
    })
    const visitor = browser()
    for (const language of TRAVELLER_LANGUAGES) {
      const page = await visitor.get(`/${language}/made`)
      for (const [error, status, name, again] of FAULTS) {
        thrown = error
        const told = await visitor.post(`/${language}/fails`, { ...page.form().fields, name: 'Nimali "<' })
        t.equal(told.status, status, name)
        t.equal(told.text('h1'), WORDS[language].faults[name].title)
        t.equal(told.document.querySelector('html')?.getAttribute('lang'), language)
        t.equal(told.headers['retry-after'], status === 503 || status === 429 ? '60' : undefined)
        t.notMatch(told.html, 'a bug of ours')
        if (again) t.match(told.form('/fails').fields, { name: 'Nimali "<' })
        else t.equal(told.document.querySelectorAll('form').length, 0)
      }
    }
  },
)

t.test(
  'a page that failed offers itself again, and is told of in the log by its route and its kind alone',
  async (t) => {
    const { browser, lines } = await madeFace(t, {
      routes: (app) => app.get('/:language/fails', () => Promise.reject(new TypeError('NIMALI'))),
    })
    const told = await browser().get('/en/fails?passport=N1234567')
    t.equal(told.status, 500)
    t.equal(told.document.querySelector('main a')?.getAttribute('href'), '/en/fails?passport=N1234567')
    t.match(lines, [{ event: 'page-failed', route: '/:language/fails', error: 'TypeError' }])
    t.notMatch(JSON.stringify(lines), /NIMALI|N1234567/)
  },
)

const SESSION = `${makeBrowserSecret()}.nimali`

t.test('a session that is over is let go of, and the form waits for the sign-in of the same person', async (t) => {
  const { app, browser } = await madeFace(t, {
    routes: (app) => {
      app.post('/:language/over', () => Promise.reject(new Refused(401, problem('session-over'))))
      app.get('/:language/first', () => Promise.reject(new SignInFirst()))
    },
  })
  const visitor = browser()
  visitor.cookies.set('made', SESSION)
  const page = await visitor.get('/en/made')
  const told = await visitor.post('/en/over', { ...page.form().fields, name: 'Nimali' })
  t.equal(told.status, 401)
  t.same(JSON.parse(told.bytes.toString()), { kept: { to: '/en/over', fields: { name: 'Nimali' }, owner: 'nimali' } })
  t.notOk(visitor.cookies.has('made'), 'else the sign-in would send them back here')
  t.same((await app.inject('/en/first')).json(), { kept: null })
})

t.test("a form of somebody who signed out is kept for them; another person's is not sent", async (t) => {
  const { browser } = await madeFace(t, { routes: (app) => app.post('/:language/made', async () => 'taken') })
  const visitor = browser()
  visitor.cookies.set('made', SESSION)
  const { fields } = (await visitor.get('/en/made')).form()
  visitor.cookies.set('made', `${makeBrowserSecret()}.other`)
  const other = await visitor.post('/en/made', { ...fields, name: 'Nimali' })
  t.equal(other.status, 403)
  t.equal(other.text('h1'), texts.en.faults.otherPerson.title)
  t.notMatch(other.html, 'Nimali')
  visitor.cookies.set('made', `${makeBrowserSecret()}.nimali`)
  t.equal((await visitor.post('/en/made', fields)).form('/made').action, '/en/made', 'the same person, signed in anew')
  visitor.cookies.delete('made')
  const out = await visitor.post('/en/made', { ...fields, name: 'Nimali' })
  t.match(JSON.parse(out.bytes.toString()), { kept: { owner: 'nimali', fields: { name: 'Nimali' } } })
})

const ASKED = { method: 'POST', url: '/en/made', body: { _form: 'x', name: 'a' }, routeOptions: { config: {} } }
const WITH_FILE = { routeOptions: { config: { checksItself: true } } }

t.test('only a form of a page can be sent again', (t) => {
  const asked = (change: object) => keptOf({ ...ASKED, ...change } as FastifyRequest)
  t.same(asked({}), { to: '/en/made', fields: { name: 'a' }, owner: '' })
  const token = formToken(makeBrowserSecret(), { token: makeBrowserSecret(), owner: 'nimali' })
  t.equal(asked({ body: { _form: token } })?.owner, 'nimali')
  for (const change of [{ method: 'GET' }, { url: '/made' }, { body: undefined }, { body: 'text' }, WITH_FILE])
    t.equal(asked(change), null)
  t.end()
})

t.test('it is carried in one field', (t) => {
  const kept = { to: '/en/made', fields: { name: 'Ж' }, owner: '' }
  t.same(readKeptForm(carried(kept)), { ok: true, value: kept })
  t.equal(carried(null), '')
  t.end()
})
