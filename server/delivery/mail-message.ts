/** The message that brings an e-visa: in three languages, the chosen one first, with the PDF; the same in every attempt. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { LANGUAGE_NAMES, type Language, type Texts } from '#evisa/language.ts'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import * as texts from './strings/texts.ts'

const WORDS: Texts<keyof typeof texts.en> = texts
// Every message says these; a language besides them stands first where it is chosen.
const ALWAYS: readonly Language[] = ['kk', 'ru', 'en']
const SENTENCES = ['replaces', 'attached', 'valid', 'print', 'airport', 'compare', 'automatic'] as const
// What a demonstration marks.
const HEADS = ['subject', 'correctedSubject', 'greeting'] as const

export interface MessageParts {
  readonly delivery: Pick<StoredDelivery, 'id' | 'address' | 'language' | 'createdAt'>
  readonly visa: Pick<StoredVisa, 'claims' | 'replaces'>
  readonly pdf: Uint8Array
  /** Of a demonstration: nobody may take it for a visa. */
  readonly isSpecimen: boolean
  /** The sender's address. */
  readonly from: string
}

/** The message as it goes to the mail server (RFC 5322). It says no more of the holder than the name. */
export async function mailMessage(parts: MessageParts): Promise<Uint8Array> {
  const { delivery, visa, pdf, from } = parts
  const inOrder = [delivery.language, ...ALWAYS.filter((language) => language !== delivery.language)]
  const composer = new MailComposer({
    from,
    to: delivery.address,
    subject: subjectIn(delivery.language, parts),
    // It names the delivery, so that a server that had this message before can tell.
    messageId: `<${delivery.id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: new Date(delivery.createdAt * 1000),
    text: inOrder.map((language) => textIn(language, parts)).join(`\r\n${'-'.repeat(60)}\r\n\r\n`),
    html: htmlOf(inOrder, parts),
    attachments: [
      {
        filename: `evisa-${visa.claims.jti}.pdf`,
        content: Buffer.from(pdf),
        contentType: 'application/pdf',
        contentTransferEncoding: 'base64',
      },
    ],
    // RFC 3834: no program that tells of an absence is to answer it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': inOrder.join(', ') },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  return composer.compile().build()
}

function subjectIn(language: Language, parts: MessageParts): string {
  return filled(language, parts.visa.replaces === null ? 'subject' : 'correctedSubject', parts)
}

function sentencesIn(language: Language, parts: MessageParts): string[] {
  const said = SENTENCES.filter((key) => key !== 'replaces' || parts.visa.replaces !== null)
  return said.map((key) => filled(language, key, parts))
}

function textIn(language: Language, parts: MessageParts): string {
  const sentences = sentencesIn(language, parts)
  return [filled(language, 'greeting', parts), ...sentences].map((line) => `${line}\r\n\r\n`).join('')
}

function htmlOf(languages: readonly Language[], parts: MessageParts): string {
  const sections = languages.map((language) => {
    const paragraphs = sentencesIn(language, parts).map((sentence) => `<p>${escaped(sentence)}</p>`)
    return `<section lang="${language}"><h2 style="font-size:1.1em">${escaped(LANGUAGE_NAMES[language])}</h2>
<p>${escaped(filled(language, 'greeting', parts))}</p>
${paragraphs.join('\n')}</section>`
  })
  const [first = 'en'] = languages
  return `<!doctype html>
<html lang="${first}"><head><meta charset="utf-8"><title>${escaped(subjectIn(first, parts))}</title></head>
<body style="font-family:sans-serif;max-width:40em;line-height:1.4">
${sections.join('\n<hr>\n')}
</body></html>
`
}

function filled(
  language: Language,
  key: (typeof SENTENCES)[number] | (typeof HEADS)[number],
  { visa: { claims, replaces }, isSpecimen }: MessageParts,
): string {
  const { jti, holder, valid_from: from, valid_until: until, stay_days, entries } = claims
  const words = WORDS[language]
  const values: Readonly<Record<string, string>> = {
    number: formatVisaNumber(jti),
    replaced: formatVisaNumber(replaces ?? ''),
    name: `${holder.surname} ${holder.given_names}`.trim(),
    from,
    until,
    days: String(stay_days),
    entries: entries === 'multiple' ? words.multiple : String(entries),
  }
  const text = words[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return isSpecimen && HEADS.some((head) => head === key) ? `${SPECIMEN_WORDS}: ${text}` : text
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
