/** A letter as it goes to the mail server: in the person's language, under a letterhead, as text and as a page; the same in every attempt. */
import MailComposer from 'nodemailer/lib/mail-composer'
import type { TravellerLanguage } from '#evisa/language.ts'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { apart, asHtml, asText, escaped } from '../delivery/apart.ts'
import { ACCENT, headOfText, mailPage, senderName, startOf } from '../delivery/letterhead.ts'
import type { SmtpSettings } from '../delivery/mail-settings.ts'
import { wrapText } from '../delivery/wrap-text.ts'
import type { ClaimedLetter } from '../store/letter-store.ts'
import { footOf, type LetterLine, linesOf, subjectOf } from './letter-words.ts'

export interface LetterParts {
  readonly letter: Pick<ClaimedLetter, 'id' | 'kind' | 'address' | 'language' | 'about' | 'content' | 'createdAt'>
  readonly from: SmtpSettings['from']
  /** Who reads replies; null where nobody does. */
  readonly replyTo: SmtpSettings['replyTo']
  /** The address of the portal, whose pages letters lead to; null where there is none. */
  readonly portalUrl: string | null
  /** Of a demonstration: nobody may take it for a letter of the authority. */
  readonly isSpecimen: boolean
}

/** The message (RFC 5322). */
export async function letterMessage(parts: LetterParts): Promise<Uint8Array> {
  const { letter, from, replyTo, portalUrl, isSpecimen } = parts
  const { language } = letter
  const subject = subjectOf(letter)
  const said = {
    language,
    subject,
    isSpecimen,
    lines: linesOf(letter, portalUrl),
    foot: footOf(letter, replyTo !== null),
  }
  const titled = asText(isSpecimen ? `${apart(SPECIMEN_WORDS)}: ${subject}` : subject, language)
  const composer = new MailComposer({
    from: { name: senderName(language), address: from },
    to: letter.address,
    ...(replyTo !== null && { replyTo }),
    subject: titled,
    // It names the letter, so that a server that had this message before can tell.
    messageId: `<${letter.id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: new Date(letter.createdAt * 1000),
    text: textOf(said),
    html: mailPage({ language, title: titled, body: bodyOf(said) }),
    // RFC 3834: no program that tells of an absence is to answer it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  return composer.compile().build()
}

interface Said {
  readonly language: TravellerLanguage
  readonly subject: string
  readonly isSpecimen: boolean
  readonly lines: readonly LetterLine[]
  readonly foot: readonly string[]
}

function textOf({ language, isSpecimen, lines, foot }: Said): string {
  const text = (words: string) => wrapText(asText(words, language))
  const marked = isSpecimen ? [SPECIMEN_WORDS] : []
  const said = lines.map((line) => {
    if (line.is === 'page') return `${text(line.label)}\r\n${line.address}`
    return line.is === 'value' ? wrapText(line.value) : text(line.words)
  })
  return [...marked, headOfText(language), ...said, '-'.repeat(40), foot.map(text).join('\r\n')].join('\r\n\r\n')
}

function bodyOf({ language, subject, isSpecimen, lines, foot }: Said): string {
  const paragraph = (words: string) => `<p style="margin:0 0 14px">${asHtml(words)}</p>`
  const small = 'border-top:1px solid #b1b4b6;margin-top:28px;padding-top:14px;font-size:14px;color:#505a5f'
  return [
    ...(isSpecimen ? [`<p style="margin:14px 0 0;color:#d4351c"><strong>${escaped(SPECIMEN_WORDS)}</strong></p>`] : []),
    `<h1 style="font-size:22px;line-height:1.3;margin:22px 0 16px">${asHtml(subject)}</h1>`,
    ...lines.map((line) => (line.is === 'words' ? paragraph(line.words) : aloneOf(line, language))),
    `<div style="${small}">`,
    ...foot.map(paragraph),
    '</div>',
  ].join('\n')
}

/** What is copied and typed is large; what an officer wrote stands out, in the direction of whatever language it is in. */
function aloneOf(line: Exclude<LetterLine, { readonly is: 'words' }>, language: TravellerLanguage): string {
  if (line.is === 'page') return buttonOf(line)
  if (line.name === 'text') {
    const side = startOf(language)
    const lines = line.value
      .split(/\r?\n/)
      .map((one) => `<p dir="auto" style="margin:0">${escaped(one) || '&#160;'}</p>`)
    return `<div style="margin:0 0 14px;border-${side}:4px solid ${ACCENT};padding-${side}:12px">${lines.join('')}</div>`
  }
  return `<p style="margin:0 0 14px;font-size:30px;line-height:1.2;letter-spacing:2px"><strong><bdi dir="ltr">${escaped(line.value)}</bdi></strong></p>`
}

/** The address stands below in full, so that everybody sees where it leads. */
function buttonOf({ label, address }: Extract<LetterLine, { readonly is: 'page' }>): string {
  const leads = `href="${escaped(address)}"`
  const drawn = `display:inline-block;background:${ACCENT};color:#ffffff;text-decoration:none;padding:10px 18px;border-radius:4px`
  return `<p style="margin:20px 0 6px"><a ${leads} style="${drawn}"><strong>${escaped(label)}</strong></a></p>
<p style="margin:0 0 18px;font-size:14px;line-height:1.4;word-break:break-all"><a ${leads} style="color:${ACCENT}"><bdi dir="ltr">${escaped(address)}</bdi></a></p>`
}
