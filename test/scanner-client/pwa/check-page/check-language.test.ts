import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { type CheckMessage, checkLanguage, tell } from '../../../../scanner-client/pwa/check-page/check-language.ts'
import { en } from '../../../../scanner-client/pwa/check-page/strings/texts.ts'

t.test('all that is in the files is said somewhere', async (t) => {
  const folder = 'scanner-client/pwa/check-page'
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tsx')).map((name) => `${folder}/${name}`)
  const sources = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
  // A code says these: `standing/...`, `fault/...`, `receipt/own-word/...`.
  const byCode = /^((standing|fault|receipt\/against)\/|receipt\/(authority|own-word|contradicted|not-genuine)(\/|$))/
  const unsaid = Object.keys(en).filter((key) => !sources.includes(`'${key}'`) && !byCode.test(key))
  t.same(unsaid, [])
})

t.test('changes on the fly, and fills in what is named', async (t) => {
  t.teardown(() => {
    checkLanguage.value = 'en'
  })
  t.match(tell('standing/over/means', { until: '2026-12-21' }), /its last day was 2026-12-21/)
  checkLanguage.value = 'kk'
  t.match(tell('standing/over/means', { until: '2026-12-21' }), /2026-12-21 болған/)
  t.notMatch(tell('standing/over/means' as CheckMessage), /\{/)
})
