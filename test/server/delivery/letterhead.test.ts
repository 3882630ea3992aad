import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { ACCENT, headOfText, mailPage, senderName, spoken, startOf } from '../../../server/delivery/letterhead.ts'

t.test('says who writes, in every language, and in no two alike', async (t) => {
  t.equal(senderName('fr'), 'République du Kazakhstan · Visas électroniques')
  t.equal(headOfText('en'), 'Republic of Kazakhstan\r\nElectronic visas')
  t.equal(new Set(TRAVELLER_LANGUAGES.map(senderName)).size, TRAVELLER_LANGUAGES.length)
})

t.test(
  'a page has the brand and what it says, in the direction of its language, and nothing from elsewhere',
  async (t) => {
    for (const language of TRAVELLER_LANGUAGES) {
      const page = mailPage({ language, title: 'A & B', body: '<p>said</p>' })
      t.match(page, `<html ${spoken(language)}>`)
      t.match(page, `<body ${spoken(language)}`)
      t.match(page, `text-align:${startOf(language)}`)
      t.match(page, '<title>A &#38; B</title>')
      t.match(page, '<p>said</p>')
      t.match(page, ACCENT)
      t.notMatch(page, /src=|href=|url\(|@import|https?:/)
    }
    t.equal(spoken('ar'), 'lang="ar" dir="rtl"')
    t.same([startOf('ar'), startOf('fr')], ['right', 'left'])
  },
)
