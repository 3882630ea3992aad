/** The message that brings an e-visa: in three languages, the chosen one first, with the PDF; the same in every attempt. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { type Language, type Texts, TRAVELLER_LANGUAGE_NAMES, type TravellerLanguage } from '#evisa/language.ts'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { apart, asHtml, asText, escaped } from './apart.ts'
import { headOfText, mailPage, senderName, spoken, startOf } from './letterhead.ts'
import type { SmtpSettings } from './mail-settings.ts'
import * as texts from './strings/texts.ts'
import { wrapText } from './wrap-text.ts'

const WORDS: Texts<keyof typeof texts.en, TravellerLanguage> = texts
// Every message says these; a language besides them stands first where it is chosen.
const ALWAYS: readonly Language[] = ['kk', 'ru', 'en']
const SENTENCES = [
  'cleared',
  'replaces',
  'attached',
  'valid',
  'print',
  'airport',
  'compare',
  'reply',
  'automatic',
] as const
type Sentence = (typeof SENTENCES)[number]
/** What is said only of some. */
const IS_SAID: Readonly<Partial<Record<Sentence, (parts: MessageParts) => boolean>>> = {
  cleared: ({ visa }) => visa.replaces === null,
  replaces: ({ visa }) => visa.replaces !== null,
  reply: ({ replyTo }) => replyTo !== null,
  automatic: ({ replyTo }) => replyTo === null,
}
// What a demonstration marks.
const HEADS = ['subject', 'correctedSubject', 'greeting'] as const

export interface MessageParts {
  readonly delivery: Pick<StoredDelivery, 'id' | 'address' | 'language' | 'createdAt'>
  readonly visa: Pick<StoredVisa, 'claims' | 'replaces'>
  readonly pdf: Uint8Array
  /** Of a demonstration: nobody may take it for a visa. */
  readonly isSpecimen: boolean
  /** The sender's address. */
  readonly from: SmtpSettings['from']
  /** Who reads replies; null where nobody does. */
  readonly replyTo: SmtpSettings['replyTo']
}

/** The message as it goes to the mail server (RFC 5322). It says no more of the holder than the name. */
export async function mailMessage(parts: MessageParts): Promise<Uint8Array> {
  const { delivery, visa, pdf, from, replyTo } = parts
  const { language } = delivery
  const inOrder = [language, ...ALWAYS.filter((one) => one !== language)]
  const subject = asText(subjectIn(language, parts), language)
  const composer = new MailComposer({
    from: { name: senderName(language), address: from },
    to: delivery.address,
    ...(replyTo !== null && { replyTo }),
    subject,
    // It names the delivery, so that a server that had this message before can tell.
    messageId: `<${delivery.id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: new Date(delivery.createdAt * 1000),
    text: inOrder.map((one) => textIn(one, parts)).join(`${'-'.repeat(40)}\r\n\r\n`),
    html: mailPage({ language, title: subject, body: inOrder.map((one) => sectionIn(one, parts)).join('\n') }),
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

function subjectIn(language: TravellerLanguage, parts: MessageParts): string {
  return filled(language, parts.visa.replaces === null ? 'subject' : 'correctedSubject', parts)
}

function sentencesIn(language: TravellerLanguage, parts: MessageParts): string[] {
  const said = SENTENCES.filter((key) => IS_SAID[key]?.(parts) ?? true)
  return said.map((key) => filled(language, key, parts))
}

function textIn(language: TravellerLanguage, parts: MessageParts): string {
  const said = [filled(language, 'greeting', parts), ...sentencesIn(language, parts)]
  const lines = [headOfText(language), ...said.map((line) => wrapText(asText(line, language)))]
  return lines.map((line) => `${line}\r\n\r\n`).join('')
}

function sectionIn(language: TravellerLanguage, parts: MessageParts): string {
  const said = [filled(language, 'greeting', parts), ...sentencesIn(language, parts)]
  const paragraphs = said.map((line) => `<p style="margin:0 0 14px">${asHtml(line)}</p>`)
  const drawn = `border-bottom:1px solid #b1b4b6;padding:18px 0 8px;text-align:${startOf(language)}`
  const heading = `<h2 style="font-size:18px;margin:0 0 12px">${escaped(TRAVELLER_LANGUAGE_NAMES[language])}</h2>`
  return `<div ${spoken(language)} style="${drawn}">${heading}\n${paragraphs.join('\n')}</div>`
}

function filled(
  language: TravellerLanguage,
  key: Sentence | (typeof HEADS)[number],
  { visa: { claims, replaces }, isSpecimen }: MessageParts,
): string {
  const { jti, holder, valid_from: from, valid_until: until, stay_days: days, entries } = claims
  const words = WORDS[language]
  const values = {
    number: apart(formatVisaNumber(jti)),
    replaced: apart(formatVisaNumber(replaces ?? '')),
    name: apart(`${holder.surname} ${holder.given_names}`.trim()),
    from: apart(dayInWords(from, language)),
    until: apart(dayInWords(until, language)),
    days,
    entries: entries === 'multiple' ? words.multiple : String(entries),
  }
  const text = fillText(words[key], values, language)
  return isSpecimen && HEADS.some((head) => head === key) ? `${apart(SPECIMEN_WORDS)}: ${text}` : text
}
