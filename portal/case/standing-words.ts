/** How an application stands, in the words of the page's language: what it is called, whose turn it is and until when. Pure. */
import { timeInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Words } from '../../pages/words.ts'
import type { OwnCase } from '../own-case.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

type State = keyof typeof texts.en.states
type Until = Exclude<keyof typeof texts.en.until, 'zone'>

/** A colour goes with the word, and says nothing that it does not. */
type Colour = 'blue' | 'yellow' | 'green' | 'red' | 'grey'

const COLOURS: Readonly<Record<State, Colour>> = {
  draft: 'grey',
  submitted: 'yellow',
  paid: 'blue',
  review: 'blue',
  'information-asked': 'yellow',
  'second-review': 'blue',
  'no-objection': 'green',
  issued: 'green',
  refused: 'red',
  withdrawn: 'grey',
  lapsed: 'grey',
  'correction-asked': 'blue',
  corrected: 'green',
  revoked: 'red',
}

/** Which sentence tells until when; what is not here is until nothing. */
const UNTIL: Readonly<Partial<Record<State, Until>>> = {
  draft: 'draft',
  submitted: 'submitted',
  'information-asked': 'asked',
  paid: 'authority',
  review: 'authority',
  'second-review': 'authority',
}

export interface StandingWords {
  readonly name: string
  readonly colour: Colour
  readonly title: string
  readonly text: string
  readonly turn: string
  /** Until when, in a sentence; null where nothing runs. */
  readonly until: string | null
}

export function standingWords(
  { state, turn, until }: Pick<OwnCase, 'state' | 'turn' | 'until'>,
  language: TravellerLanguage,
): StandingWords {
  const words = WORDS[language]
  const { name, title, text } = words.states[state]
  return {
    name,
    title,
    text,
    colour: COLOURS[state],
    turn: words.turns[turn],
    until: untilInWords(state, until, language),
  }
}

function untilInWords(state: State, until: number | null, language: TravellerLanguage): string | null {
  const words = WORDS[language].until
  const sentence = UNTIL[state]
  if (sentence === undefined) return null
  if (until !== null) return fillText(words[sentence], { until: timeInWords(until, language) }, language)
  return sentence === 'authority' ? words.none : null
}
