/** The picture of a passport: taken by phone or chosen, sent as a form, looked at, and told why it cannot be used. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { TOKEN_FIELD } from '../../pages/browser-cookies.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { checkToken, refuseForeign } from '../../pages/kit.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { BODY_PACE, type BodyPace } from '../../pages/patient-requests.ts'
import { type FileFormFault, readFileForm } from '../../pages/read-file-form.ts'
import type { Words } from '../../pages/words.ts'
import { formAddress, listAddress } from '../application/steps.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, caseAddress, type OwnCase, ownCase } from '../own-case.ts'
import { type BeginFault, copiesOf, sendFile } from './copy-calls.ts'
import { copyPartRoutes } from './copy-parts.ts'
import { copyView } from './copy-view.ts'
import { afterPicture, fromOf, fromQuery } from './going-on.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

const COPY_PAGE = '/:language/applications/:reference/form/passport-copy'
const WAIT_SECONDS = 4
const BYTES_A_MEGABYTE = 1_000_000

type CopyRoute = CaseRoute & { Querystring: { from?: string } }
type CopyRequest = FastifyRequest<CopyRoute>

export interface CopyArea extends Area {
  /** How fast a file has to come on. */
  readonly pace?: BodyPace
}

export const passportCopyRoutes: FastifyPluginAsync<CopyArea> = async (app, area) => {
  const { publicUrl, cookies, terms, pace = BODY_PACE } = area
  await app.register(multipart, { throwFileSizeLimit: false })
  await app.register(copyPartRoutes, area)

  app.get<CopyRoute>(COPY_PAGE, async (request, reply) => {
    const found = await ownCase(request)
    return copyPage(request, reply, found, null)
  })

  app.post<CopyRoute>(COPY_PAGE, { config: { checksItself: true } }, async (request, reply) => {
    refuseForeign(request, publicUrl)
    // Before anything of a file is read.
    const found = await ownCase(request)
    const fault = await takeForm(request)
    return fault === null ? reply.redirect(request.url, 303) : copyPage(request, reply, found, fault)
  })

  app.get<{ Params: { reference: string; id: string; file: string } }>(
    `${COPY_PAGE}/:id/pages/:file`,
    async ({ visit, params }, reply) => {
      const { reference, id, file } = params
      if (!/^\d{1,3}\.jpg$/.test(file)) throw new NotThere()
      const of = `/v1/applications/${encodeURIComponent(reference)}/copies/${encodeURIComponent(id)}`
      const answer = await visit.call({ method: 'GET', path: `${of}/pages/${file}` })
      if (!answer.ok) throw new NotThere()
      return reply.type('image/jpeg').send(Buffer.from(await answer.arrayBuffer()))
    },
  )

  /** Null where the file is with the authority. */
  async function takeForm(request: CopyRequest): Promise<BeginFault | FileFormFault | null> {
    const { visit, params } = request
    const check = (fields: Readonly<Record<string, string>>) => checkToken(request, cookies, fields[TOKEN_FIELD])
    if (request.isMultipart())
      return readFileForm(request, { pace, check, use: (file) => sendFile(visit, params.reference, file) })
    check(textsOf(request.body))
    return 'none'
  }

  async function copyPage(
    { visit, query }: CopyRequest,
    reply: FastifyReply,
    found: OwnCase,
    fault: BeginFault | FileFormFault | null,
  ): Promise<FastifyReply> {
    const { language, api } = visit
    const { reference } = found
    const from = fromOf(query.from)
    const next = afterPicture(found, language, from)
    if (next === null && fault === null) return reply.redirect(caseAddress(language, reference), 303)
    const words = WORDS[language]
    const address = formAddress(language, reference, 'passport-copy')
    const page = `${address}${fromQuery(from)}`
    const copies = await copiesOf(visit, reference)
    const view = copyView(copies, address, language)
    const most = (await terms(api)).edition.sizes.copy_bytes.value
    const megabytes = Math.floor(most / BYTES_A_MEGABYTE)
    const error = fault === null ? null : fillText(words.copy.faults[fault], { megabytes }, language)
    const waits = view.isMaking && fault === null
    return reply.page({
      template: waits ? 'passport-copy-waits.njk' : 'passport-copy.njk',
      title: titleOf(view, waits, language),
      words,
      hasFaults: error !== null,
      status: fault === null ? 200 : fault === 'too-large' ? 413 : 422,
      ...(waits && { refreshSeconds: WAIT_SECONDS }),
      view: {
        ...view,
        ...{ page, megabytes, list: listAddress(found, language) },
        next: next ?? caseAddress(language, reference),
        form: formOf({}, error === null ? [] : [{ field: 'file', text: error }]),
        script: {
          ...{ address, page, most, megabytes, language, copy: copies[0]?.id ?? null },
          ...{ words: words.copy.script, faults: words.copy.faults },
        },
      },
    })
  }
}

function titleOf(
  { accepted, refusals }: ReturnType<typeof copyView>,
  waits: boolean,
  language: keyof typeof WORDS,
): string {
  const { copy } = WORDS[language]
  if (waits) return copy.waiting.title
  if (refusals.length > 0) return copy.refused.title
  return accepted === null ? copy.title : copy.accepted.title
}
