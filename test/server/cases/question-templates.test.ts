import t from 'tap'
import { QUESTION_TEMPLATES, questionInWords } from '../../../server/cases/question-templates.ts'
import { en } from '../../../server/cases/strings/texts.ts'

t.test("a question is in the traveller's language, with what the officer adds", async (t) => {
  t.same(Object.keys(en.questions), QUESTION_TEMPLATES, 'no words without a template')
  t.match(questionInWords('journey', '', 'ru'), /^Пожалуйста.*\.$/)
  t.match(questionInWords('journey', ' Which hotel? ', 'en'), /pays for it\.\n\nWhich hotel\?$/)
  t.equal(questionInWords(null, 'Which hotel?', 'kk'), 'Which hotel?')
})
