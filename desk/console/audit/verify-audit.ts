/** Whether an exported trail is whole, and whether the server still has it: the file is read as it comes, and nothing of it is kept. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { peekAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import { TOKEN_FIELD } from '../../../pages/browser-cookies.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { checkToken, refuseForeign } from '../../../pages/kit.ts'
import { BODY_PACE } from '../../../pages/patient-requests.ts'
import { type ComingFile, readFileForm } from '../../../pages/read-file-form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { verifyAuditTrail } from '../../calls/audit-trail.ts'
import { CallFailed } from '../../calls/authority-calls.ts'
import { trustOf } from '../../calls/desk-trust.ts'
import { NoTrail, readExportedTrail } from '../../calls/read-audit-trail.ts'
import { type Area, wordsOf } from '../area.ts'
import { ownDeskCalls } from './own-trail.ts'

/** What is longer takes a terminal: here it would hold a request for minutes. */
export const MOST_MEGABYTES = 64
const PLACE = '/:language/audit/verify'

/** What is wrong with a form, by the text for it. */
const FAULTS = { none: 'none', empty: 'none', several: 'several', 'not-whole': 'notWhole', big: 'big' } as const

/** What a page tells of a file: a heading, what was found, and whether all is well. */
interface Told {
  readonly isWhole: boolean
  readonly heading: string
  readonly texts: readonly string[]
}

export const auditVerifyRoutes: FastifyPluginAsync<Area> = async (app, { publicUrl, cookies, now }) => {
  await app.register(multipart, { throwFileSizeLimit: false })

  app.get(PLACE, (request, reply) => {
    const { told = '' } = textsOf(request.query)
    const { faults } = wordsOf(request.visit).audit
    return verifyPage(request, reply, {
      fault: told === 'day' ? faults.day : told === 'empty' ? faults.empty : '',
      field: 'day',
    })
  })

  app.post(`${PLACE}/server`, async (request, reply) => {
    const { visit } = request
    const made = await signedIn(visit).GET('/v1/audit/checkpoint')
    if (refusalOf(made, 404) !== undefined)
      return verifyPage(request, reply, { fault: wordsOf(visit).audit.faults.empty, field: 'server' })
    const { checkpoint } = dataOf(made)
    const said = peekAuditCheckpoint(checkpoint)
    if (!said.ok) throw new TypeError(`the server made a checkpoint that is none: ${said.error}`)
    return verifyPage(request, reply, { checkpoint, ...said.value })
  })
  app.get(`${PLACE}/server`, ({ visit }, reply) => reply.redirect(`/${visit.language}/audit/verify`, 303))

  app.post(PLACE, { config: { checksItself: true } }, async (request, reply) => {
    refuseForeign(request, publicUrl)
    const { visit } = request
    // Before anything of a file is read: whoever made up a session would have it held otherwise.
    dataOf(await signedIn(visit).GET('/v1/me'))
    const { faults } = wordsOf(visit).audit
    const check = (fields: Readonly<Record<string, string>>) => checkToken(request, cookies, fields[TOKEN_FIELD])
    if (!request.isMultipart()) {
      check(textsOf(request.body))
      return verifyPage(request, reply, { fault: faults.none })
    }
    const told = await readFileForm(request, { pace: BODY_PACE, check, use: (file) => judge(file, visit, now()) })
    return typeof told === 'string'
      ? verifyPage(request, reply, { fault: faults[FAULTS[told]] })
      : verifyPage(request, reply, { told })
  })
}

async function judge({ size, pieces }: ComingFile, visit: Visit, now: EpochSeconds): Promise<Told | 'big'> {
  if (size > MOST_MEGABYTES * 1_000_000) return 'big'
  const words = wordsOf(visit).audit.verdict
  const told = (text: string, values: Readonly<Record<string, string | number>> = {}) =>
    fillText(text, values, visit.language)
  try {
    const desk = ownDeskCalls(visit)
    const trust = await trustOf(desk, undefined, now)
    const found = await verifyAuditTrail(readExportedTrail(pieces, 'file'), trust, new Map(), true)
    const { fault, from, rows, checkpoints, vouchedFor, doubts, known } = found
    if (fault !== null)
      return { isWhole: false, heading: told(words.broken, { n: fault.position }), texts: [words.faults[fault.reason]] }
    const isKept = await isHere(visit, rows, known.get(rows) ?? '')
    return {
      isWhole: isKept,
      heading: isKept ? words.whole : words.rewritten,
      texts: [
        told(from === 1 ? words.rows : words.part, { from, to: rows }),
        told(words.checkpoints, { n: checkpoints, row: vouchedFor }),
        ...doubts.map((row) => told(words.doubt, { row })),
        told(isKept ? words.here : words.notHere, { row: rows }),
      ],
    }
  } catch (error) {
    if (error instanceof NoTrail) {
      const text = error.line === null ? words.cutOff : told(words.noTrail, { line: error.line })
      return { isWhole: false, heading: words.notRead, texts: [text] }
    }
    if (error instanceof CallFailed) return { isWhole: false, heading: words.notTrusted, texts: [error.message] }
    throw error
  }
}

/** Whether the server has this row, with this hash: all rows before it hang on it. */
async function isHere(visit: Visit, position: number, hash: string): Promise<boolean> {
  const asked = { body: { before: position + 1, limit: 1 } }
  const { rows } = dataOf(await signedIn(visit).POST('/v1/audit-look-ups', asked))
  return rows[0]?.position === position && rows[0].hash === hash
}

interface Shown {
  readonly fault?: string
  readonly field?: string
  readonly told?: Told
  readonly checkpoint?: string
  readonly iat?: EpochSeconds
  readonly position?: number
  readonly hash?: string
}

function verifyPage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { fault = '', field = 'file', told, checkpoint = '', iat, position = 0, hash = '' }: Shown,
): FastifyReply {
  signedIn(visit)
  const words = wordsOf(visit)
  const { language } = visit
  const at = iat === undefined ? '' : shortTime(iat, language)
  return reply.page({
    template: 'audit/verify.njk',
    title: words.audit.verify.title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      ...{ back: `/${language}/audit`, address: `/${language}/audit/verify`, told, checkpoint, hash },
      form: formOf({}, fault === '' ? [] : [{ field, text: fault }]),
      size: fillText(words.audit.verify.size, { n: MOST_MEGABYTES }, language),
      server: at === '' ? '' : fillText(words.audit.verify.said, { n: position, at }, language),
    },
  })
}
