import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { LANGUAGES, TRAVELLER_LANGUAGES, type TravellerLanguage } from '#evisa/language.ts'
import { DOCUMENT_LANGUAGES } from '../../server/visa-document/document-words.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const OUTSIDE = ['node_modules', 'dist', '.git']
const FOLDERS = globSync('**/strings', { cwd: PROJECT, exclude: (path) => OUTSIDE.some((name) => path.endsWith(name)) })

// Faces that speak fewer languages than the scanners, or those of travellers. All others speak what the scanners do.
const SPEAKS: Readonly<Record<string, readonly TravellerLanguage[]>> = {
  'server/cases/strings': TRAVELLER_LANGUAGES,
  'server/delivery/strings': TRAVELLER_LANGUAGES,
  'server/letters/strings': TRAVELLER_LANGUAGES,
  'server/visa-document/strings': DOCUMENT_LANGUAGES,
}

/** Every text of a file under the path of its names, in the order of the file. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, `${path} ${name}`))
}

const namesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

t.test('finds the folders of texts', async (t) => {
  t.ok(FOLDERS.includes('evisa/strings') && FOLDERS.includes('scanner-client/pwa/strings'))
  t.equal(namesIn('{b} and {a}').join(), '{a},{b}')
})

for (const folder of FOLDERS) {
  const languages: readonly TravellerLanguage[] =
    SPEAKS[folder] ?? (/^(pages|portal)\//.test(folder) ? TRAVELLER_LANGUAGES : LANGUAGES)
  const read = (language: string) =>
    textsOf(JSON.parse(readFileSync(join(PROJECT, folder, `${language}.json`), 'utf8')))

  t.test(`${folder}: a file for every language, each in the list of the folder`, async (t) => {
    const files = languages.map((language) => `${language}.json`)
    t.same(readdirSync(join(PROJECT, folder)).toSorted(), [...files, 'texts.ts'].toSorted())
    const listed: object = await import(join(PROJECT, folder, 'texts.ts'))
    t.same(Object.keys(listed).toSorted(), languages.toSorted())
    for (const [language, texts] of Object.entries(listed)) {
      // A page fetches the file itself where it would be heavy.
      const said = texts instanceof URL ? JSON.parse(readFileSync(texts, 'utf8')) : texts
      t.same(textsOf(said), read(language), language)
    }
  })

  t.test(`${folder}: every language says what English says, and names the same things`, async (t) => {
    const english = new Map(read('en'))
    for (const language of languages) {
      const texts = read(language)
      t.same(
        texts.map(([key]) => key),
        [...english.keys()],
        language,
      )
      for (const [key, text] of texts) {
        t.not(text.trim(), '', `${language} ${key}`)
        t.same(namesIn(text), namesIn(english.get(key) ?? ''), `${language} ${key}`)
      }
    }
  })
}

// Between marks that part it from the words around it: alone a sign is turned round among Arabic words, and a range of figures begins at its end.
const APART = /\u200e<\u200e|\u2066[^\u2066\u2069]*\u2069/g
const TURNED = /[<>]|\d[–-]\d+(?![\d–-])/

t.test('in Arabic what is read from the left stands apart', async (t) => {
  const files = FOLDERS.map((folder) => join(PROJECT, folder, 'ar.json')).filter((file) => existsSync(file))
  t.ok(files.length > 5)
  for (const file of files)
    for (const [key, text] of textsOf(JSON.parse(readFileSync(file, 'utf8')))) {
      // A day is one number for whoever reads it, as long as no word stands before it.
      const rest = text.replaceAll(APART, '').replaceAll(/^\d{4}-\d\d-\d\d/g, '')
      t.notMatch(rest, TURNED, `${file} ${key}`)
    }
})

t.test('what the pages say before their script is read is said in every language', async (t) => {
  for (const [name, blocks] of [
    ['index.html', ['too-old']],
    ['check.html', ['noscript', 'too-old']],
  ] as const) {
    const page = readFileSync(join(PROJECT, 'scanner-client/pwa', name), 'utf8')
    for (const block of blocks) {
      const [, text = ''] = new RegExp(`${block}\\b[^>]*>(.*?)</(?:noscript|div)>`, 's').exec(page) ?? []
      const said = [...text.matchAll(/<p[^>]* lang="(\w+)">[^<]+</g)].map(([, language]) => language)
      t.same(said, LANGUAGES, `${name}: ${block}`)
    }
  }
})
