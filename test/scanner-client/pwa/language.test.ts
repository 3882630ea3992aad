import { globSync, readFileSync } from 'node:fs'
import t from 'tap'
import {
  language,
  localized,
  missingLanguage,
  say,
  sayAge,
  sayPart,
  speak,
} from '../../../scanner-client/pwa/language.ts'
import { en } from '../../../scanner-client/pwa/strings/texts.ts'
import './fetched-files.ts'

t.test('no string is left over', async (t) => {
  const root = new URL('../../../scanner-client/pwa/', import.meta.url)
  const source = globSync('**/*.{ts,tsx}', { cwd: root, exclude: ['dist/**'] })
    .map((path) => readFileSync(new URL(path, root), 'utf8'))
    .join('\n')
  // What a template puts together is used as a whole.
  const families = [...source.matchAll(/`([a-z-]+\/)\$\{/g)].map(([, family = '']) => family)
  const codes = /^(fault|void|environment|camera|file|training)\//
  const unused = Object.keys(en).filter(
    (key) => !source.includes(`'${key}'`) && !codes.test(key) && !families.some((family) => key.startsWith(family)),
  )
  t.same(unused, [])
})

t.test('the language changes on the fly, and what is named is put in', async (t) => {
  t.equal(say('line/unsent', { n: 3 }), 'Unsent: 3')
  await speak('ru')
  t.equal(language.value, 'ru')
  t.equal(say('line/unsent', { n: 3 }), 'Не отправлено: 3')
  t.same([59, 86_400, 2 * 86_400, 21 * 86_400].map(sayAge), ['59 с', '24 ч', '2 дня', '21 день'])
  t.equal(say('line/data-age', { age: sayAge(59) }), 'возраст данных: 59 с')
  await speak('en')
  t.same([5, 60, 7200, 3 * 86_400].map(sayAge), ['5 s', '1 min', '2 h', '3 days'])
})

t.test('whoever changes their mind hears what was chosen last, and what is here is spoken at once', async (t) => {
  const first = speak('kk')
  t.equal(language.value, 'en', 'until its texts come')
  const second = speak('ru')
  t.equal(language.value, 'ru')
  await Promise.all([first, second])
  t.equal(language.value, 'ru')
  t.equal(missingLanguage.value, null)
  void speak('kk')
  t.equal(language.value, 'kk', 'they came meanwhile')
  void speak('en')
  t.equal(language.value, 'en')
})

t.test('a line of a text ends before an e-visa or after it', async (t) => {
  const text = { en: 'The e-visa, pre-visa', ru: 'Э-виза', kk: 'э-визаның аты-жөні' }
  t.equal(localized(text), 'The e-\u2060visa, pre-visa')
  await speak('kk')
  t.equal(localized(text), 'э-\u2060визаның аты-жөні')
  await speak('ru')
  t.equal(localized(text), 'Э-\u2060виза')
})

t.test('what was not known is told in words, and by its code where a newer server knows more', async (t) => {
  await speak('en')
  t.same(['server', 'status-list', 'moon', 'toString'].map(sayPart), [
    'Server',
    en['artefact/status-list'],
    'moon',
    'toString',
  ])
})
