/** What every mail stands under: who writes, as the sender's name, as text, and as a page that fetches nothing from elsewhere. */
import { directionOf, type Texts, type TravellerLanguage } from '#evisa/language.ts'
import { escaped } from './apart.ts'
import * as texts from './strings/texts.ts'

const WORDS: Texts<'head' | 'office', TravellerLanguage> = texts

/** The one colour of the brand. */
export const ACCENT = '#00778b'

export function senderName(language: TravellerLanguage): string {
  const { head, office } = WORDS[language]
  return `${head} · ${office}`
}

export function headOfText(language: TravellerLanguage): string {
  const { head, office } = WORDS[language]
  return `${head}\r\n${office}`
}

/** The side on which a line of the language begins: mail programs know no other word for it. */
export function startOf(language: TravellerLanguage): 'left' | 'right' {
  return directionOf(language) === 'rtl' ? 'right' : 'left'
}

/** Attributes of an element in a language. */
export function spoken(language: TravellerLanguage): string {
  return `lang="${language}" dir="${directionOf(language)}"`
}

export interface MailPage {
  readonly language: TravellerLanguage
  readonly title: string
  /** Marked-up. */
  readonly body: string
}

export function mailPage({ language, title, body }: MailPage): string {
  const { head, office } = WORDS[language]
  const says = spoken(language)
  // A mail program may drop html and body: so the language and its direction stand at the inner part too.
  return `<!doctype html>
<html ${says}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light"><title>${escaped(title)}</title></head>
<body ${says} style="margin:0;padding:0;background:#ffffff">
<div ${says} style="max-width:36em;margin:0 auto;padding:0 16px 24px;font:16px/1.5 'IBM Plex Sans',Arial,sans-serif;color:#0b0c0c;text-align:${startOf(language)}">
<div style="border-bottom:4px solid ${ACCENT};padding:16px 0 10px;line-height:1.35"><strong style="font-size:18px">${escaped(head)}</strong><br><span style="color:${ACCENT}">${escaped(office)}</span></div>
${body}
</div>
</body></html>
`
}
