/** What a letter says, filled in, in the order of its lines: for a text and for a page alike. */
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber, isVisaNumber } from '#evisa/visa-number.ts'
import { apart, withoutTurning } from '../delivery/apart.ts'
import type { ClaimedLetter } from '../store/letter-store.ts'
import type { LetterKind } from '../store/queue-letter.ts'
import { portalPage } from './portal-page.ts'
import * as texts from './strings/texts.ts'

interface LetterWords {
  readonly subject: string
  /** One whose values are not there is left out. */
  readonly lines: readonly string[]
}
type PageName = keyof typeof texts.en.frame.pages
type Frame = Readonly<Record<Exclude<keyof typeof texts.en.frame, 'pages'>, string>> & {
  readonly pages: Readonly<Record<PageName, string>>
}
const WORDS: Readonly<
  Record<TravellerLanguage, Readonly<Record<LetterKind, LetterWords>> & { readonly frame: Frame }>
> = texts

/** Which page of the portal a letter leads to. One about an address leads nowhere: it may be read by somebody else. */
const PAGE_OF: Readonly<Record<LetterKind, PageName | null>> = {
  'sign-in': 'sign-in',
  'change-address': null,
  'leave-address': null,
  'address-changed': null,
  'host-confirmed': 'host',
  'host-refused': 'host',
  'invitation-question': 'invitation',
  'invitation-refused': 'invitation',
  'invitation-number': 'apply',
  'arrival-reminder': 'invitation',
  submitted: 'application',
  paid: 'application',
  question: 'application',
  refused: 'application',
  withdrawn: 'application',
  lapsed: 'application',
  refund: 'application',
  'correction-refused': 'application',
  // Not by the way that it is to be compared with.
  'signed-list': null,
}
/** What of the content is a day, `YYYY-MM-DD`, with a time or without: those of Kazakhstan, as they were told. */
const DAYS: readonly string[] = ['until', 'due', 'day']
const REFERENCES: readonly string[] = ['reference']

export type Letter = Pick<ClaimedLetter, 'kind' | 'language' | 'about' | 'content'>

/** A line of words with what is put in apart from them; a value that is a line of its own; the page to go on at. */
export type LetterLine =
  | { readonly is: 'words'; readonly words: string }
  | { readonly is: 'value'; readonly name: string; readonly value: string }
  | { readonly is: 'page'; readonly label: string; readonly address: string }

export function subjectOf({ kind, language, content }: Letter): string {
  return fillText(WORDS[language][kind].subject, valuesOf(content, language), language)
}

/** `portalUrl` null: there is no page to lead to. */
export function linesOf(letter: Letter, portalUrl: string | null): readonly LetterLine[] {
  const { kind, language, content } = letter
  const page = pageOf(letter, portalUrl)
  const given: Letter['content'] = { ...content, page: page?.address ?? '' }
  const said = WORDS[language][kind].lines.filter((line) => namesIn(line).every((name) => (given[name] ?? '') !== ''))
  const values = valuesOf(content, language)
  return said.map((line): LetterLine => {
    const [, alone] = /^\{(\w+)\}$/.exec(line) ?? []
    if (alone === 'page' && page !== null) return { is: 'page', ...page }
    if (alone !== undefined) return { is: 'value', name: alone, value: withoutTurning(String(content[alone])) }
    return { is: 'words', words: fillText(line, values, language) }
  })
}

/** What stands below every letter. */
export function footOf({ kind, language, about }: Letter, hasReaders: boolean): readonly string[] {
  const { frame } = WORDS[language]
  const page = PAGE_OF[kind]
  return [
    ...(about === '' ? [] : [fillText(frame.reference, { reference: apart(typeable(about)) }, language)]),
    ...(page === null || page === 'sign-in' || page === 'apply' ? [] : [frame.account]),
    hasReaders ? frame.reply : frame.machine,
    frame.secrets,
  ]
}

/** Of those that are not called what their page is. */
const PATHS: Readonly<Partial<Record<PageName, (about: string) => string>>> = {
  application: (about) => `applications/${about}`,
  invitation: (about) => `host/invitations/${about}`,
}

function pageOf({ kind, language, about, content }: Letter, portalUrl: string | null) {
  const name = PAGE_OF[kind]
  if (name === null) return null
  const path = PATHS[name]?.(about) ?? name
  const address = name === 'sign-in' ? String(content.link ?? '') : portalUrl && portalPage(portalUrl, language, path)
  return address ? { label: WORDS[language].frame.pages[name], address } : null
}

function valuesOf(content: Letter['content'], language: TravellerLanguage): Letter['content'] {
  const told = (name: string, value: string | number) => {
    if (DAYS.includes(name)) return dayInWords(String(value), language)
    return REFERENCES.includes(name) ? typeable(String(value)) : value
  }
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, apart(told(name, value))]))
}

const typeable = (reference: string) => (isVisaNumber(reference) ? formatVisaNumber(reference) : reference)

function namesIn(line: string): string[] {
  return [...line.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
}
