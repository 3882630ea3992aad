/** The e-visa of a case: to print, to keep, to be sent again, and what to know before travelling with it. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dayInWords } from '#evisa/day-in-words.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type Refused, refusalOf } from '../../pages/answers.ts'
import { passOn } from '../../pages/pass-on.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRequest, type CaseRoute, caseAddress, ownCase, toCase } from '../own-case.ts'
import { hasVisa } from './case-view.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const visaRoutes: FastifyPluginAsync<Area> = async (app, { checkUrl = null }) => {
  const place = '/:language/applications/:reference/e-visa'

  app.get<CaseRoute & { Querystring: { sent?: string } }>(place, async (request, reply) =>
    visaPage(request, reply, { isSent: request.query.sent !== undefined }),
  )

  app.post<CaseRoute>(place, async (request, reply) => {
    const { reference } = request.params
    const path = { params: { path: { reference } } }
    const sent = await signedIn(request.visit).POST('/v1/applications/{reference}/visa/deliveries', path)
    const refused = refusalOf(sent, 409, 429)
    if (refused === undefined) return toCase(request, reply, 'e-visa?sent')
    return refused.status === 429 ? visaPage(request, reply, { tooOften: refused }) : toCase(request, reply)
  })

  for (const [file, name] of [
    ['e-visa.pdf', 'visa.pdf'],
    ['e-visa.png', 'visa.png'],
  ]) {
    app.get<CaseRoute>(`/:language/applications/:reference/${file}`, (request, reply) =>
      passOn(request, reply, `/v1/applications/${encodeURIComponent(request.params.reference)}/${name}`),
    )
  }

  async function visaPage(
    request: CaseRequest,
    reply: FastifyReply,
    { isSent = false, tooOften }: { readonly isSent?: boolean; readonly tooOften?: Refused },
  ): Promise<FastifyReply> {
    const found = await ownCase(request)
    const { content, reference, visa_number } = found
    if (!hasVisa(found) || content === null || visa_number === null) return toCase(request, reply)
    const { language } = request.visit
    const words = WORDS[language]
    const day = (date: string) => dayInWords(date, language)
    return reply.page({
      template: 'case-visa.njk',
      title: words.visa.title,
      words,
      hasFaults: tooOften !== undefined,
      status: tooOften?.status ?? 200,
      view: {
        address: caseAddress(language, reference),
        number: formatVisaNumber(visa_number),
        from: day(content.valid_from),
        until: day(content.valid_until),
        days: content.stay_days,
        entries: words.visa.entries[content.entries],
        checkUrl: checkUrl === null ? null : `${checkUrl}/Q`,
        ...{ isSent, isTooOften: tooOften !== undefined },
      },
    })
  }
}
