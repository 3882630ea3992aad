import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import * as texts from '../../../portal/open/strings/texts.ts'
import { portalScene } from '../portal-scene.ts'

const WORDS: Words<typeof texts.en> = texts

t.test('the first page comes in the language of the browser, and in every other', async (t) => {
  const { browser } = await portalScene(t)
  t.equal((await browser().get('/', { 'accept-language': 'kk-KZ,ru;q=0.8' })).path, '/kk/')
  t.equal((await browser().get('/', { 'accept-language': 'de' })).path, '/en/')
  t.equal((await browser().get('/ar')).path, '/ar/')
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await browser().get(`/${language}/`)
    t.equal(page.status, 200)
    t.equal(page.text('h1'), WORDS[language].home.title)
    t.notMatch(page.html, /undefined|\[object|NaN|\{\w+\}/)
    t.same(
      page.document.querySelectorAll('.site-languages a').map((link) => link.getAttribute('href')),
      TRAVELLER_LANGUAGES.filter((other) => other !== language).map((other) => `/${other}/`),
    )
  }
  t.equal((await browser().get('/favicon.ico')).status, 404)
})
