/** The pages of plain questions: what their forms hold, and the answers that are kept of it. */
import { dayValues, joinDay } from '../../pages/typed-day.ts'
import { choiceOf } from './answers-in-words.ts'
import { answerText, type PageAnswers } from './draft.ts'

type Texts = Readonly<Record<string, string>>

export interface FormPage {
  readonly step: 'invitation' | 'trip' | 'contact' | 'background'
  readonly fields: readonly string[]
  /** The answers of a form that was sent. */
  readonly answersOf: (texts: Texts) => PageAnswers
  /** The form of answers that are kept. */
  readonly valuesOf: (answers: PageAnswers) => Texts
}

/** How a field stands in a form. */
interface Kind {
  readonly read: (texts: Texts, name: string) => string
  readonly show: (name: string, text: string) => Texts
}

const TEXT: Kind = { read: (texts, name) => texts[name] ?? '', show: (name, text) => ({ [name]: text }) }
const DAY: Kind = { read: (texts, name) => joinDay(texts, name).trim(), show: dayValues }
const CHOICE: Kind = { ...TEXT, show: (name, text) => ({ [name]: choiceOf(text) }) }

function page(step: FormPage['step'], kinds: Readonly<Record<string, Kind>>): FormPage {
  const fields = Object.entries(kinds)
  return {
    step,
    fields: Object.keys(kinds),
    answersOf: (texts) => Object.fromEntries(fields.map(([name, { read }]) => [name, read(texts, name)])),
    valuesOf: (answers) =>
      Object.assign({}, ...fields.map(([name, { show }]) => show(name, answerText(answers, name)))),
  }
}

export const FORM_PAGES: readonly FormPage[] = [
  page('invitation', { visa_support_number: TEXT }),
  page('trip', { purpose: TEXT, expected_entry: DAY, expected_exit: DAY }),
  page('contact', { phone: TEXT, place_of_stay: TEXT }),
  page('background', { refused_before: CHOICE, overstayed: CHOICE, convicted: CHOICE, explanation: TEXT }),
]
