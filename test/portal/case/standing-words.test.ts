import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import { standingWords } from '../../../portal/case/standing-words.ts'
import * as strings from '../../../portal/case/strings/texts.ts'
import { whoseTurn } from '../../../server/applications/waiting-times.ts'
import { APPLICATION, APPLICATION_STATES } from '../../../server/lifecycles/application-states.ts'

const texts: Words<typeof strings.en> = strings
const UNTIL = 1_795_323_600

t.test('every state and every edge of an application has its words, in every language', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const { states, edges } = texts[language]
    t.same(Object.keys(states).toSorted(), [...APPLICATION_STATES].toSorted(), language)
    t.same(Object.keys(edges).toSorted(), ['begin', ...Object.keys(APPLICATION.edges)].toSorted(), language)
    for (const state of APPLICATION_STATES) {
      const words = standingWords({ state, turn: whoseTurn(state), until: UNTIL }, language)
      t.notMatch(JSON.stringify(words), /undefined|:""|\{until\}/, `${language} ${state}`)
    }
  }
})

t.test('until when is told in the time of Kazakhstan, for whoever waits; or that no day is promised', async (t) => {
  const until = (state: (typeof APPLICATION_STATES)[number], at: number | null) =>
    standingWords({ state, turn: whoseTurn(state), until: at }, 'en').until
  t.match(until('submitted', UNTIL), /Pay by Sunday.* 22 November 2026 at 10:00/)
  t.match(until('review', UNTIL), /We decide by .*10:00/)
  t.match(until('review', null), /cannot promise a day/)
  t.match(until('information-asked', UNTIL), /Answer by .*the fee is not given back/)
  t.equal(until('correction-asked', UNTIL), null, 'the day of the decision is over then')
  t.equal(until('issued', null), null)
})
