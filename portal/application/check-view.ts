/** All answers of a draft as they are looked at once more before they are submitted, and the faults that are in the way. Pure. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { faultText } from '../faults/fault-text.ts'
import type { OwnCase } from '../own-case.ts'
import { answerInWords, isCode } from './answers-in-words.ts'
import { answersOn, answerText } from './draft.ts'
import { formAddress, type Step, stepOfField } from './steps.ts'
import { labelOf, wordsIn } from './words.ts'

export interface CheckRow {
  readonly label: string
  /** Empty where nothing was answered. */
  readonly text: string
  readonly isCode: boolean
}

export interface CheckSection {
  readonly step: Step
  readonly title: string
  readonly change: string
  readonly rows: readonly CheckRow[]
}

const ROWS: Readonly<Partial<Record<Step, readonly string[]>>> = {
  invitation: ['visa_support_number'],
  passport: ['number', 'issuer', 'expires', 'surname', 'given_names', 'sex', 'birth_date', 'nationality', 'mrz'],
  trip: ['purpose', 'expected_entry', 'expected_exit'],
  contact: ['phone', 'place_of_stay'],
  background: ['refused_before', 'overstayed', 'convicted', 'explanation'],
}
/** Of what may be left empty nothing is shown then. */
const OPTIONAL = ['given_names', 'mrz', 'explanation']

export function checkSections(application: OwnCase, language: TravellerLanguage): readonly CheckSection[] {
  const { reference, copy } = application
  const words = wordsIn(language)
  const section = (step: Exclude<Step, 'check'>, rows: readonly CheckRow[]): CheckSection => ({
    ...{ step, rows },
    title: words[step].title,
    change: `${formAddress(language, reference, step)}?from=check`,
  })
  const answered = (step: Exclude<Step, 'check'>) => section(step, rowsOf(application, step, language))
  const picture = copy?.state === 'accepted' ? words.check.copyAccepted : ''
  return [
    answered('invitation'),
    section('passport-copy', [{ label: words.check.copy, text: picture, isCode: false }]),
    answered('passport'),
    answered('trip'),
    answered('contact'),
    answered('background'),
  ]
}

function rowsOf(application: OwnCase, step: Step, language: TravellerLanguage): readonly CheckRow[] {
  const answers = answersOn(application, step)
  return (ROWS[step] ?? [])
    .map((field) => ({ field, typed: answerText(answers, field).trim() }))
    .filter(({ field, typed }) => typed !== '' || !OPTIONAL.includes(field))
    .map(({ field, typed }) => ({
      label: labelOf(field, language),
      text: answerInWords(field, typed, language),
      isCode: isCode(field),
    }))
}

export interface CheckFault {
  readonly text: string
  /** The page on which it is mended, at the field. */
  readonly href: string
}

/** Faults by `page.field`, each with the page that it leads to. */
export function checkFaults(
  reference: string,
  faults: readonly FieldFault[],
  language: TravellerLanguage,
): readonly CheckFault[] {
  return faults.map((fault) => {
    const step = stepOfField(fault.field)
    const field = fault.field.split('.').at(-1) ?? ''
    const label = step === 'check' || step === 'passport-copy' ? undefined : labelOf(field, language)
    const page = step === 'check' ? '' : `${formAddress(language, reference, step)}?from=check`
    return { text: faultText(fault, language, label), href: step === 'passport-copy' ? page : `${page}#${field}` }
  })
}

/** What is missing or wrong as far as the pages themselves can tell. */
export function pageFaults({ pages, copy }: Pick<OwnCase, 'pages' | 'copy'>): readonly FieldFault[] {
  const ofPages = pages
    .filter(({ page }) => page !== 'declaration')
    .flatMap(({ page, faults }) => faults.map((fault) => ({ ...fault, field: `${page}.${fault.field}` })))
  if (copy?.state === 'accepted') return ofPages
  const rule = copy === null ? 'required' : `copy-${copy.state}`
  return [...ofPages, { field: 'copy', rule, message: '' }]
}
