/** The two lines at the foot of a passport as a person types them: what can be made whole, and what is wrong with them, character by character. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { type CheckedField, type PassportReading, readMrz } from '#evisa/mrz.ts'
import { helpTyping, LINE_LENGTH, lineTyped, withFillers } from '#evisa/mrz-typing.ts'

export type LineName = 'first' | 'second'
export type Lines = Readonly<Record<LineName, string>>

/** Places count from 1, as people do. */
export type LineFault = { readonly line: LineName } & (
  | { readonly rule: 'missing' | 'long'; readonly n: number }
  | { readonly rule: 'foreign' | 'impossible'; readonly at: number; readonly letter: string }
  | { readonly rule: 'maybe'; readonly at: number; readonly letter: string; readonly other: string }
  | { readonly rule: 'check'; readonly field: CheckedField }
  | { readonly rule: 'no-passport' | 'unread' }
)

/** What a page says of the lines, in its language. */
export interface LineWords {
  readonly faults: Readonly<Record<LineFault['rule'], string>>
  readonly checked: Readonly<Record<CheckedField, string>>
}

/** Both lines as a passport has them. What was pasted into the first field is parted; the fillers at the end of the names are made up. */
export function wholeLines({ first, second }: Lines): Lines {
  const [one = '', ...others] = first
    .trim()
    .split(/[\r\n]+/)
    .map((line) => line.trim())
  const rest = second.trim() === '' ? others.join('') : second
  const isRun = rest === '' && one.length === 2 * LINE_LENGTH
  const [names, numbers] = isRun ? [one.slice(0, LINE_LENGTH), one.slice(LINE_LENGTH)] : [one, rest]
  return { first: withEnd(clean(names)), second: clean(numbers) }
}

/** Null where they are not those of a passport, or not right. */
export function readingOf(typed: Lines): PassportReading | null {
  const { first, second } = wholeLines(typed)
  const reading = readMrz(`${first}\n${second}`)
  return reading.ok && reading.value.documentCode.startsWith('P') ? reading.value : null
}

/** None where both are right. */
export function faultsOfLines(typed: Lines): readonly LineFault[] {
  const whole = wholeLines(typed)
  if (readingOf(typed) !== null) return []
  if (readMrz(`${whole.first}\n${whole.second}`).ok) return [{ line: 'first', rule: 'no-passport' }]
  const faults = [...ofLength('first', whole.first), ...ofLength('second', whole.second), ...ofCharacters(whole)]
  return faults.length > 0 ? faults : [{ line: 'second', rule: 'unread' }]
}

export function lineFaultText(fault: LineFault, words: LineWords, language: TravellerLanguage): string {
  const { line: _line, rule, ...facts } = fault
  const field = fault.rule === 'check' ? words.checked[fault.field] : ''
  return fillText(words.faults[rule], { all: LINE_LENGTH, ...facts, field }, language)
}

const clean = (line: string) => withFillers(line.trim()).replaceAll(/[;>]/g, '<')

/** Nobody counts the signs at the end of the names; the second line has figures there. */
function withEnd(line: string): string {
  return /^[A-Z<]{5}[A-Z]+<<[A-Z<]*$/.test(line) ? line.padEnd(LINE_LENGTH, '<') : line
}

function ofLength(line: LineName, text: string): readonly LineFault[] {
  const n = [...text].length
  if (n > LINE_LENGTH) return [{ line, rule: 'long', n }]
  return n < LINE_LENGTH ? [{ line, rule: 'missing', n }] : []
}

function ofCharacters(whole: Lines): readonly LineFault[] {
  const foreign = (['first', 'second'] as const).flatMap((line) => foreignIn(line, whole[line]))
  if (foreign.length > 0) return foreign
  const { lines, wrong, suggestions } = helpTyping(whole.first, whole.second)
  const impossible = (['first', 'second'] as const).flatMap((line, index) => {
    const { text = '', impossible: places = [] } = lines[index] ?? {}
    return places.map((at): LineFault => ({ line, rule: 'impossible', at: at + 1, letter: text[at] ?? '' }))
  })
  // The last digit is over the others: where one of those is wrong it says nothing new.
  const told = wrong.length > 1 ? wrong.filter((field) => field !== 'composite') : wrong
  return [
    ...impossible,
    ...told.map((field): LineFault => ({ line: 'second', rule: 'check', field })),
    ...suggestions.slice(0, 1).flatMap((suggestion) => changes(whole.second, suggestion)),
  ]
}

function foreignIn(line: LineName, text: string): readonly LineFault[] {
  const letters = [...text]
  const at = letters.findIndex((letter) => lineTyped(letter) === '')
  const letter = letters[at]
  return letter === undefined ? [] : [{ line, rule: 'foreign', at: at + 1, letter }]
}

function changes(typed: string, suggestion: string): readonly LineFault[] {
  return [...suggestion].flatMap((other, at): LineFault[] => {
    const letter = typed[at] ?? ''
    return letter === other ? [] : [{ line: 'second', rule: 'maybe', at: at + 1, letter, other }]
  })
}
