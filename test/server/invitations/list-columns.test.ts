import t from 'tap'
import { findListHeading } from '../../../server/invitations/list-columns.ts'

const row = (text: string) => ({ cells: text.split(','), fault: null })
const EN =
  'Surname,Given names,Date of birth,Nationality,Passport No.,Purpose,Category,Entries,Valid from,Valid until,Stay days,E-mail'
const RU =
  'Фамилия,Имя,Дата рождения,Гражданство,Номер паспорта,Цель поездки,Категория визы,Кратность,Дата въезда,Дата выезда,Срок пребывания,Электронная почта'
const KK =
  'Тегі,Аты,Туған күні,Азаматтығы,Төлқұжат нөмірі,Сапар мақсаты,Виза санаты,Кіру саны,Келу күні,Кету күні,Күн саны,Электрондық пошта'

t.test('usual headings are understood in each language, below a title and an empty row', async (t) => {
  for (const heading of [EN, RU, KK]) {
    const found = findListHeading([row('Group 7'), row(''), row(heading)], false)
    t.match(found, { ok: true, value: { at: 2, ignored: [] } }, found.ok ? '' : found.error)
    t.strictSame(found.ok && found.value.fields.slice(0, 3), ['surname', 'given_names', 'birth_date'])
  }
})

t.test('what is missing, twice, or not understood is named', async (t) => {
  t.match(findListHeading([row('Surname,Entries')], false), { ok: false, error: /no column for birth_date, .*email/ })
  t.match(findListHeading([row(EN)], true), { ok: false, error: /no column for number;/ })
  t.match(findListHeading([row(`${EN},Visa support number`)], true), { ok: true })
  t.match(findListHeading([row(`${EN},Mail`)], false), { ok: false, error: /two columns are both email/ })
  t.match(findListHeading([row(`${EN},Hotel,`)], false), { ok: true, value: { ignored: ['Hotel'] } })
  t.match(findListHeading([], false), { ok: false })
})
