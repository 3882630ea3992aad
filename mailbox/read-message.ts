/** A message (RFC 5322) as somebody reads it: its page, its text, what is attached, and the code that it brings. */
import { simpleParser } from 'mailparser'

export interface Attachment {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface ReadMessage {
  readonly subject: string
  /** Its own page; that of its text where it has none. What it holds is the sender's. */
  readonly html: string
  readonly text: string
  /** Six digits by themselves, to type somewhere; null where there are none. */
  readonly code: string | null
  readonly attachments: readonly Attachment[]
}

// No part of a number, an amount or a reference.
const CODE = /(?<![\p{L}\p{N}.,/-])[0-9]{6}(?![\p{L}\p{N}/-]|[.,][0-9])/u

/** Never rejects: what is no message is shown as the text that it is. */
export async function readMessage(raw: Uint8Array): Promise<ReadMessage> {
  const bytes = Buffer.from(raw)
  const parsed = await simpleParser(bytes).catch(() => null)
  if (parsed === null) {
    const text = bytes.toString('utf8')
    return { subject: '(this message cannot be read)', html: '', text, code: null, attachments: [] }
  }
  const { subject = '(no subject)', text = '', html, textAsHtml = '', attachments } = parsed
  return {
    subject,
    html: html || textAsHtml,
    text,
    code: CODE.exec(`${subject}\n${text}`)?.[0] ?? null,
    attachments: attachments.map(({ filename, contentType, content }, at) => ({
      name: filename ?? `attachment-${at + 1}`,
      type: contentType,
      bytes: content,
    })),
  }
}
