import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { isRefusalRule, REFUSAL_RULES, ruleInWords } from '../../../server/cases/refusal-rules.ts'
import { en } from '../../../server/cases/strings/texts.ts'

t.test('each rule says what it is about and what can be done next, in every language', async (t) => {
  t.same(Object.keys(en.rules), REFUSAL_RULES, 'no words without a rule')
  for (const rule of REFUSAL_RULES)
    for (const language of LANGUAGES) {
      const { says, next } = ruleInWords(rule, language)
      t.ok(says.length > 20 && next.length > 20, `${rule} ${language}`)
    }
  t.ok(isRefusalRule('security'))
  t.notOk(isRefusalRule('toString'))
})
