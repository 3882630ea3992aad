/** The letter that tells somebody what they signed in a day: by another path than the console where they signed it. */
import { type CivilDate, formatInstant } from '#evisa/civil-date.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Language } from '#evisa/language.ts'
import { formatVisaNumber, isVisaNumber } from '#evisa/visa-number.ts'
import { readDecisionText } from '../signing/decision-text.ts'
import type { SignedLine, Signer } from '../store/look-back-store.ts'
import type { NewLetter } from '../store/queue-letter.ts'
import * as texts from './strings/texts.ts'

type Words = typeof texts.en
type Kind = Exclude<keyof Words, 'words'>
const WORDS: Readonly<
  Record<Language, Readonly<Record<Kind, string>> & { readonly words: Readonly<Record<string, string>> }>
> = texts

/** So many are told line by line. */
const MOST_LINES = 500

export function signedList(
  { name, email }: Signer,
  signed: readonly SignedLine[],
  { day, language }: { readonly day: CivilDate; readonly language: Language },
): NewLetter {
  const lines = signed.slice(0, MOST_LINES).map((one) => lineOf(one, language))
  if (signed.length > MOST_LINES) lines.push(`... +${signed.length - MOST_LINES}`)
  const content = { name, day, count: signed.length, text: lines.join('\n') }
  return { kind: 'signed-list', address: email, language, about: '', content }
}

/** `14:05  case K7Q2-M4XN-9TBD: no objection`. What was erased since is told by what it was about. */
export function lineOf({ kind, subject, text, at }: SignedLine, language: Language): string {
  const content = readDecisionText(text)?.content ?? {}
  const words = WORDS[language]
  const values = { kind, subject: typeable(subject), ...told(content as Content, words.words) }
  const asked = kind === 'case' && (content as Content).place === 'second' ? 'second' : kind
  const template = asked in words && asked !== 'words' ? words[asked as Kind] : words.other
  const isWhole = [...template.matchAll(/\{(\w+)\}/g)].every(([, value = '']) => value in values)
  return `${formatInstant(at).slice(11, 16)}  ${fillText(isWhole ? template : words.other, values, language)}`
}

interface Content {
  readonly decision?: string
  readonly place?: string
  readonly title?: string
  readonly change?: unknown
  readonly verdict?: string
  readonly becomes?: { readonly name?: string }
  readonly applications?: readonly unknown[]
}

function told(content: Content, words: Readonly<Record<string, string>>): Record<string, string | number> {
  const { decision, title, change, verdict, becomes, applications } = content
  const inWords = (one: string) => words[one] ?? one
  return {
    ...(decision !== undefined && { decision: inWords(decision) }),
    ...(title !== undefined && { title }),
    ...(typeof change === 'string' && { change: inWords(change) }),
    ...(verdict !== undefined && { verdict: inWords(verdict) }),
    ...(becomes?.name !== undefined && { name: becomes.name }),
    ...(applications !== undefined && { count: applications.length }),
  }
}

const typeable = (subject: string) => (isVisaNumber(subject) ? formatVisaNumber(subject) : subject)
