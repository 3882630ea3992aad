/** The page of a one-time code, which is shown this once: as text and as a picture, until when it is good, and what to do with it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import { shortTime } from '#evisa/day-in-words.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { paths } from '../../../examples/client/evisa-api.d.ts'
import { wordsOf } from '../area.ts'

/** As the API answers. */
export type MadeCode = paths['/v1/enrolment-codes']['post']['responses'][201]['content']['application/json']

/** A line above the code: what it is for. */
export interface CodeFact {
  readonly key: string
  readonly value: string
}

export interface CodePage {
  readonly made: MadeCode
  readonly title: string
  /** What to do with it. */
  readonly texts: readonly string[]
  readonly facts: readonly CodeFact[]
  /** Whether it is a scanner's, which reads the picture on its page. */
  readonly isScanned: boolean
  readonly back: { readonly href: string; readonly text: string }
}

export async function codePage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { made, title, texts, facts, isScanned, back }: CodePage,
): Promise<FastifyReply> {
  const words = wordsOf(visit)
  const { server, secret, root_fingerprint: root, expires_at: until } = made
  const text = writeEnrolmentCode({ server, secret, root })
  return reply.page({
    template: 'devices/code.njk',
    title,
    words,
    view: {
      ...{ text, texts, back },
      facts: [...facts, { key: words.carrier.until, value: shortTime(until, visit.language) }],
      page: isScanned ? `${server}/scan/` : '',
      picture: isScanned ? await QRCode.toDataURL(text, { margin: 4, width: 320 }) : '',
    },
  })
}
