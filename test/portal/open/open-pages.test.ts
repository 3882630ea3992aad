import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import * as texts from '../../../portal/open/strings/texts.ts'
import { portalScene } from '../portal-scene.ts'

const WORDS: Words<typeof texts.en> = texts

const PAGES = ['fees', 'how-long', 'official-address', 'contact', 'accessibility', 'privacy'] as const

t.test('what is open to all is there in every language', async (t) => {
  const { browser } = await portalScene(t)
  for (const language of TRAVELLER_LANGUAGES)
    for (const page of PAGES) {
      const shown = await browser().get(`/${language}/${page}`)
      t.equal(shown.status, 200)
      t.equal(shown.text('h1'), WORDS[language][page].title)
      t.notMatch(shown.html, /undefined|\[object|NaN|\{\w+\}/, `${language} ${page}`)
    }
})

t.test('fees and times are those of the terms', async (t) => {
  const scene = await portalScene(t)
  const { editions } = (await scene.nobody('GET', '/v1/terms')).body
  const fees = await scene.browser().get('/en/fees')
  t.equal(fees.document.querySelectorAll('tbody tr').length, editions.at(-1).fees.length)
  t.match(fees.text('tbody'), /60\.00|60/)
  t.match((await scene.browser().get('/en/how-long')).text('main'), /within 1 business day after/)
})

t.test('the official address is that of the settings, whatever the browser calls it', async (t) => {
  const { browser } = await portalScene(t, { publicUrl: 'https://portal.example', isDemonstration: false })
  t.equal((await browser().get('/en/official-address')).text('main strong'), 'https://portal.example')
})
