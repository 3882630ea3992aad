import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import { type Answer, type AnswerView, answerView } from '../../../portal/open/eligibility-view.ts'
import * as texts from '../../../portal/open/strings/texts.ts'
import { build } from '../../server/build-app.ts'

const WORDS: Words<typeof texts.en> = texts

const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'e-visa': {},
  'with a passport that is too short': { passport_expires: '2027-01-01' },
  'with one that is enough': { passport_expires: '2031-01-01' },
  'by-air-only': { entry: 'road' },
  'visa-free': { citizenship: 'IND' },
  'visa-free and then an embassy': { citizenship: 'DEU' },
  embassy: { citizenship: 'AFG' },
  'embassy for the stay': { days: '900' },
  'not-for-this-purpose': { purpose: 'conference' },
  'own-citizen': { citizenship: 'KAZ' },
}

t.test('every answer has its sentence, and what follows from it, in every language', async (t) => {
  const { nobody } = await build(t)
  const kinds = new Set<string>()
  for (const [name, change] of Object.entries(CASES)) {
    const query = new URLSearchParams({ citizenship: 'LKA', purpose: 'tourism', days: '14', entry: 'air', ...change })
    const answer: Answer = (await nobody('GET', `/v1/eligibility?${query}`)).body
    kinds.add(answer.kind)
    for (const language of TRAVELLER_LANGUAGES) {
      const view = answerView(answer, { language, words: WORDS[language] })
      t.equal(view.kind, answer.kind)
      t.notMatch(JSON.stringify(view), /undefined|NaN|\[object|\{\w+[:}]/, `${name} ${language}`)
      for (const text of textsIn(view)) t.ok(text.trim(), `${name} ${language}`)
    }
    const view = answerView(answer, { language: 'en', words: texts.en })
    t.equal(view.mayApply, answer.kind === 'e-visa' || answer.kind === 'by-air-only', name)
    t.equal(view.longer !== null, answer.kind === 'visa-free')
    t.equal(view.facts.length > 0, view.mayApply)
  }
  t.same(
    [...kinds].sort(),
    Object.keys(texts.en.eligibility.answers)
      .filter((name) => name !== 'longer')
      .sort(),
  )
})

function textsIn({ sentence, why, serves, facts, longer }: AnswerView): readonly string[] {
  const of = facts.flatMap(({ name, lines }) => [name, ...lines])
  return [
    sentence,
    ...(why === null ? [] : [why]),
    ...serves.map(({ text }) => text),
    ...of,
    ...(longer ? textsIn(longer) : []),
  ]
}

t.test('what a passport is good for is said by what it is', async (t) => {
  const { nobody } = await build(t)
  const linesFor = async (change: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ citizenship: 'LKA', purpose: 'tourism', days: '14', entry: 'air', ...change })
    const { facts } = answerView((await nobody('GET', `/v1/eligibility?${query}`)).body, {
      language: 'en',
      words: texts.en,
    })
    return facts.find(({ name }) => name === texts.en.eligibility.facts.passport)?.lines ?? []
  }
  t.match((await linesFor({ passport_expires: '2027-01-01' })).join(' '), /too short/)
  const enough = (await linesFor({ passport_expires: '2031-01-01' })).join(' ')
  t.match(enough, /can last until \d+ \w+ 20\d\d at most/)
  t.notMatch(enough, 'too short')
  t.equal((await linesFor({})).length, 1)
})
