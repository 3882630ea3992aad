import t from 'tap'
import { wordsOf } from '../../../desk/console/area.ts'

t.test('a page has its words in its language, and in English where the console has none', async (t) => {
  t.equal(wordsOf({ language: 'kk' }).people.title, 'Қызметкерлер')
  t.equal(wordsOf({ language: 'ru' }).people.title, 'Сотрудники')
  t.equal(wordsOf({ language: 'ar' }).people.title, 'People')
})
