/** What the two pages about the passport show: its lines as they are typed, and what they say, to be confirmed. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { readMrz } from '#evisa/mrz.ts'
import { type FieldError, formOf } from '../../pages/form.ts'
import { statesIn } from '../../pages/states.ts'
import type { Words } from '../../pages/words.ts'
import { formAddress, listAddress } from '../application/steps.ts'
import { faultText } from '../faults/fault-text.ts'
import type { Copy } from './copy-calls.ts'
import { pagesOf } from './copy-view.ts'
import { type From, fromQuery } from './going-on.ts'
import { linesIn, type PassportAnswers, valuesOf } from './passport-answers.ts'
import * as texts from './strings/texts.ts'
import { faultsOfLines, type Lines, lineFaultText } from './typed-lines.ts'

const WORDS: Words<typeof texts.en> = texts

/** What both know of the case. */
export interface PassportPlace {
  readonly language: TravellerLanguage
  readonly reference: string
  readonly state: string
  /** The copy that was accepted; null where there is none. */
  readonly copy: Copy | null
  /** Of the application, as the form that is shown has seen it. */
  readonly revision: number
  readonly from: From
}

/** `isChecked`: they were sent, and what is wrong with them is told. */
export function linesView(place: PassportPlace, lines: Lines, isChecked: boolean) {
  const { language } = place
  const words = WORDS[language].lines
  const faults = isChecked ? faultsOfLines(lines) : []
  const errors = faults.map((fault): FieldError => ({ field: fault.line, text: lineFaultText(fault, words, language) }))
  return {
    ...viewOf(place),
    form: formOf({ ...lines }, errors),
    script: { language, count: words.count, right: words.right, faults: words.faults, checked: words.checked },
  }
}

export function fieldsView(place: PassportPlace, answers: PassportAnswers, faults: readonly FieldFault[]) {
  const { language } = place
  const { sexes } = WORDS[language].fields
  const errors = faults.map((fault): FieldError => ({ field: fault.field, text: faultText(fault, language) }))
  return {
    ...viewOf(place),
    form: formOf(valuesOf(answers), errors),
    hasLines: answers.mrz !== '',
    lines: linesIn(answers),
    isCut: isNameCut(answers.mrz),
    states: statesIn(language),
    sexes: (['F', 'M', 'X'] as const).map((value) => ({ value, text: sexes[value] })),
  }
}

/** Whether the first line ends within the name: what the fields are filled with from it is not all of it. */
function isNameCut(mrz: string): boolean {
  const reading = readMrz(mrz)
  return reading.ok && reading.value.nameTruncated
}

function viewOf({ language, reference, state, copy, revision, from }: PassportPlace) {
  const address = formAddress(language, reference, 'passport')
  const copyPage = formAddress(language, reference, 'passport-copy')
  const back = fromQuery(from, '&')
  return {
    ...{ address, revision, from },
    list: listAddress({ state, reference }, language),
    copyPage: `${copyPage}${fromQuery(from)}`,
    linesPage: `${address}?as=lines${back}`,
    typedPage: `${address}?as=typed${back}`,
    pictures: copy === null ? [] : pagesOf(copy, copyPage, language),
  }
}
