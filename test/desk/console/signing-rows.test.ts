import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { wordsOf } from '../../../desk/console/area.ts'
import { caseOf, signingRows } from '../../../desk/console/signing-rows.ts'

const CONTENT = {
  ...{ revision: 8, decision: 'refuse', place: 'first', two: true, first: null, rule: 'identity', reason: 'refuse' },
  ...{ input: null, passport_copy: 'hash', invitation: 'hash', terms: { revision: 0, from: '2026-01-01' } },
}
const CASE = { kind: 'case', subject: 'K7Q2M4XN9TBD', content: CONTENT }
const rows = (decision: object, people = new Map<string, string>(), language: 'en' | 'ru' | 'kk' = 'en') =>
  signingRows({ ...decision }, wordsOf({ language }), people).map(({ key, value, depth }) => [key, value, depth])

t.test('a decision of a case begins with the case and what is decided, its rule in words', async (t) => {
  t.same(rows(CASE).slice(0, 5), [
    ['Reference', 'K7Q2-M4XN-9TBD', 0],
    ['Decision', 'refuse', 0],
    ['Rule', 'What was declared of the traveller is not what the passport says.', 0],
    ['Why', 'refuse', 0],
    ['What is issued', '–', 0],
  ])
  t.same(rows(CASE).at(-1), ['From', '2026-01-01', 1])
  t.same(rows(CASE, undefined, 'ru')[3], ['Почему', 'refuse', 0], 'what was typed stays')
  for (const language of LANGUAGES)
    t.notOk(
      rows(CASE, undefined, language).some(([key, value]) => key === 'rule' || value === 'identity'),
      language,
    )
  const issued = { ...CASE, content: { ...CONTENT, rule: null, input: '{"holder":{"surname":"PERERA"}}' } }
  t.same(rows(issued).slice(4, 7), [
    ['What is issued', '', 0],
    ['Holder', '', 1],
    ['Surname', 'PERERA', 2],
  ])
})

t.test('people are named, and what has no words stands as it is', async (t) => {
  const change = { kind: 'person-change', subject: 'p', content: { person: 'p', roles: ['auditor'], more: [] } }
  t.same(rows(change, new Map([['p', 'Aigul']])), [
    ['Number of the person', 'Aigul (p)', 0],
    ['May do', 'auditor', 0],
    ['more', '', 0],
  ])
  t.same(rows({ kind: 'issue' }), [])
})

t.test('what is over a case says which', async (t) => {
  for (const kind of ['case', 'correction', 'second-look']) t.equal(caseOf({ kind, subject: 'K7' }), 'K7')
  for (const decision of [{}, { kind: 'proposal', subject: 'x' }, { kind: 'case', subject: 7 }])
    t.equal(caseOf(decision), null)
})
