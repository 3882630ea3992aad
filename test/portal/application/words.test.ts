import t from 'tap'
import { labelOf, wordsIn } from '../../../portal/application/words.ts'
import { PAGES } from '../../../server/applications/pages.ts'

t.test('every field that an application has is called something', async (t) => {
  const { fields } = wordsIn('en')
  for (const [page, kinds] of Object.entries(PAGES)) {
    for (const field of Object.keys(kinds).filter((name) => !name.startsWith('terms_')))
      t.ok(Object.hasOwn(fields, field), `${page}.${field}`)
  }
  t.equal(labelOf('phone', 'ru'), 'Телефон')
})

t.test('a field that nobody foresaw is called by its name', async (t) => {
  t.equal(labelOf('shoe_size', 'en'), 'shoe size')
  t.equal(labelOf('constructor', 'en'), 'constructor')
})
