import t, { type Test } from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { readKeptForm } from '../../../pages/kept-form.ts'
import { SignInFirst } from '../../../pages/page-faults.ts'
import type { Words } from '../../../pages/words.ts'
import { TEMPLATE_FOLDERS } from '../../../portal/app.ts'
import { kindOfPath, signInAddress, signInFirst } from '../../../portal/sign-in/sign-in-first.ts'
import * as texts from '../../../portal/sign-in/strings/texts.ts'
import { madeFace } from '../../pages/made-face.ts'

const WORDS: Words<typeof texts.en> = texts

t.test('pages of hosts are known by their address', (t) => {
  for (const path of ['/en/host', '/kk/host/', '/en/host/invitations', '/en/host?state=review'])
    t.equal(kindOfPath(path), 'host', path)
  for (const path of ['/en/', '/en/hostel', '/en/hostel?x', '/en/?x=/en/host', '/en/account', '/host', '/en/x/host'])
    t.equal(kindOfPath(path), 'applicant')
  t.equal(signInAddress('ru', 'host'), '/ru/host/sign-in')
  t.equal(signInAddress('ru', 'applicant'), '/ru/sign-in')
  t.end()
})

const over = (t: Test) =>
  madeFace(t, {
    ...{ signInFirst, folders: TEMPLATE_FOLDERS },
    routes: (app) => {
      for (const path of ['/:language/own', '/:language/host/own'])
        app.route({ method: ['GET', 'POST'], url: path, handler: () => Promise.reject(new SignInFirst()) })
      app.get('/:language/sign-in', async (_request, reply) =>
        reply.page({ template: 'made.njk', title: 'Sign in', words: {} }),
      )
    },
  })

t.test('a page that was asked for comes after the sign-in of its kind of people', async (t) => {
  const { app } = await over(t)
  const to = async (url: string) => (await app.inject(url)).headers.location
  t.equal(await to('/ar/own?x=1'), '/ar/sign-in?next=%2Far%2Fown%3Fx%3D1')
  t.equal(await to('/en/host/own'), '/en/host/sign-in?next=%2Fen%2Fhost%2Fown')
  t.equal(await to('/en/own?x=%27'), '/en/sign-in?next=%2Fen%2Fown%3Fx%3D%2527')
})

t.test('a session that is over leads to the sign-in once, and not from one to the other for ever', async (t) => {
  const { browser } = await over(t)
  const visitor = browser()
  visitor.cookies.set('made', `${'s'.repeat(43)}.nimali`)
  t.equal((await visitor.get('/en/own')).path, '/en/sign-in?next=%2Fen%2Fown')
  t.notOk(visitor.cookies.has('made'))
})

t.test('a form that was typed waits in the page, in every language', async (t) => {
  const { browser } = await over(t)
  for (const language of TRAVELLER_LANGUAGES) {
    const visitor = browser()
    visitor.cookies.set('made', `${'s'.repeat(43)}.nimali`)
    const { fields } = (await visitor.get(`/${language}/made`)).form()
    const told = await visitor.post(`/${language}/own`, { ...fields, name: 'Нимали "<' })
    t.equal(told.status, 401)
    t.equal(told.text('h1'), WORDS[language].over)
    t.same(readKeptForm(told.form('/sign-in').fields.kept), {
      ok: true,
      value: { to: `/${language}/own`, fields: { name: 'Нимали "<' }, owner: 'nimali' },
    })
    t.notMatch(told.html, /undefined|\[object|NaN/)
  }
})
