/** A letter as it goes to the mail server: in the person's language, under a letterhead, as text and as a page; the same in every attempt. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { fillText } from '#evisa/fill-text.ts'
import type { Language } from '#evisa/language.ts'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import type { SmtpSettings } from '../delivery/mail-settings.ts'
import type { ClaimedLetter } from '../store/letter-store.ts'
import type { LetterKind } from '../store/queue-letter.ts'
import * as texts from './strings/texts.ts'

interface LetterWords {
  readonly subject: string
  /** One whose values are not there is left out. */
  readonly lines: readonly string[]
}
type Frame = Readonly<Record<keyof typeof texts.en.frame, string>>
const WORDS: Readonly<Record<Language, Readonly<Record<LetterKind, LetterWords>> & { readonly frame: Frame }>> = texts

/** These say themselves where to go on. */
const WITHOUT_ACCOUNT: readonly LetterKind[] = ['sign-in', 'change-address', 'address-changed', 'invitation-number']

/** What of the content is a day, `YYYY-MM-DD`, with a time or without. */
const DAYS: readonly string[] = ['until', 'due']
// Most who read English here know the day before the month, and 24 hours.
const SPELT: Readonly<Partial<Record<Language, string>>> = { en: 'en-GB' }

export interface LetterParts {
  readonly letter: Pick<ClaimedLetter, 'id' | 'kind' | 'address' | 'language' | 'about' | 'content' | 'createdAt'>
  readonly from: SmtpSettings['from']
  /** Who reads replies; null where nobody does. */
  readonly replyTo: SmtpSettings['replyTo']
  /** Of a demonstration: nobody may take it for a letter of the authority. */
  readonly isSpecimen: boolean
}

/** The message (RFC 5322). */
export async function letterMessage(parts: LetterParts): Promise<Uint8Array> {
  const { letter, from, replyTo, isSpecimen } = parts
  const { head, office } = WORDS[letter.language].frame
  const subject = subjectOf(parts)
  const lines = linesOf(parts)
  const foot = footOf(parts)
  const marked = isSpecimen ? [SPECIMEN_WORDS] : []
  const composer = new MailComposer({
    from: { name: `${head} · ${office}`, address: from },
    to: letter.address,
    ...(replyTo !== null && { replyTo }),
    subject,
    // It names the letter, so that a server that had this message before can tell.
    messageId: `<${letter.id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: new Date(letter.createdAt * 1000),
    text: [...marked, `${head}\r\n${office}`, ...lines, '-'.repeat(40), foot.join('\r\n')].join('\r\n\r\n'),
    html: pageOf({ language: letter.language, head, office, subject, marked, lines, foot }),
    // RFC 3834: no program that tells of an absence is to answer it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  return composer.compile().build()
}

function subjectOf({ letter: { kind, language, content }, isSpecimen }: LetterParts): string {
  const subject = fillText(WORDS[language][kind].subject, readable(content, language), language)
  return isSpecimen ? `${SPECIMEN_WORDS}: ${subject}` : subject
}

function linesOf({ letter: { kind, language, content } }: LetterParts): string[] {
  const said = WORDS[language][kind].lines.filter((line) => namesIn(line).every((name) => (content[name] ?? '') !== ''))
  const values = readable(content, language)
  return said.map((line) => fillText(line, values, language))
}

/** Days and times as people of this language write them: those of Kazakhstan, as they were told. */
function readable(content: ClaimedLetter['content'], language: Language): ClaimedLetter['content'] {
  const inWords = (name: string, value: string | number) =>
    DAYS.includes(name) ? dayText(String(value), language) : value
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, inWords(name, value)]))
}

function dayText(told: string, language: Language): string {
  const [, day = '', time] = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?$/.exec(told) ?? []
  if (day === '') return told
  const shown =
    time === undefined ? ({ dateStyle: 'long' } as const) : ({ dateStyle: 'long', timeStyle: 'short' } as const)
  return new Intl.DateTimeFormat(SPELT[language] ?? language, { ...shown, timeZone: 'UTC' }).format(
    new Date(`${day}T${time ?? '00:00'}Z`),
  )
}

function namesIn(line: string): string[] {
  return [...line.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
}

function footOf({ letter: { kind, language, about }, replyTo }: LetterParts): string[] {
  const { frame } = WORDS[language]
  return [
    ...(about === '' ? [] : [fillText(frame.reference, { reference: about }, language)]),
    ...(WITHOUT_ACCOUNT.includes(kind) ? [] : [frame.account]),
    replyTo === null ? frame.machine : frame.reply,
    frame.secrets,
  ]
}

interface Page {
  readonly language: Language
  readonly head: string
  readonly office: string
  readonly subject: string
  readonly marked: readonly string[]
  readonly lines: readonly string[]
  readonly foot: readonly string[]
}

function pageOf({ language, head, office, subject, marked, lines, foot }: Page): string {
  const paragraph = (text: string) => `<p>${escaped(text).replace(/\r?\n/g, '<br>')}</p>`
  const small = 'style="font-size:.85em;color:#505a5f"'
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family:sans-serif;max-width:40em;margin:1em;line-height:1.5;color:#0b0c0c">
<div style="border-bottom:3px solid #00778b;padding-bottom:.5em"><strong>${escaped(head)}</strong><br>${escaped(office)}</div>
${[...marked, ...lines].map(paragraph).join('\n')}
<hr><div ${small}>${foot.map(paragraph).join('\n')}</div>
</body></html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
