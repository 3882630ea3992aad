/** What ends an application or takes it back, each after a question: withdrawing, changing answers before paying, erasing. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRequest, type CaseRoute, caseAddress, type OwnCase, ownCase, toCase } from '../own-case.ts'
import { mayErase } from './data-routes.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts
type English = typeof texts.en

type Named = { readonly params: { readonly path: { readonly reference: string } } }

interface Ending {
  /** Whether it can be done now. */
  readonly may: (found: OwnCase, now: EpochSeconds) => boolean
  readonly asks: (
    words: English,
    found: OwnCase,
  ) => { readonly title: string; readonly do: string; readonly says: readonly string[] }
  readonly act: (api: Api, named: Named) => Promise<Parameters<typeof refusalOf>[0]>
  /** Where it cannot be done now. */
  readonly notNow: (request: CaseRequest, reply: FastifyReply, found: OwnCase) => FastifyReply
  /** Where one goes on. */
  readonly leadsTo: (found: OwnCase, language: TravellerLanguage) => string
}

const ENDINGS = {
  withdraw: {
    may: ({ may }) => may.includes('withdraw'),
    asks: ({ withdraw }, { paid_at }) => ({
      ...withdraw,
      says: [withdraw.what, paid_at === null ? withdraw.unpaid : withdraw.paid],
    }),
    act: (api, named) => api.POST('/v1/applications/{reference}/withdrawal', named),
    notNow: notNowPage,
    leadsTo: ({ reference, state }, language) =>
      state === 'draft' ? `/${language}/account` : caseAddress(language, reference),
  },
  change: {
    may: ({ may }) => may.includes('reopen'),
    asks: ({ change }) => ({ ...change, says: [change.what] }),
    act: (api, named) => api.POST('/v1/applications/{reference}/reopening', named),
    notNow: notNowPage,
    leadsTo: ({ reference }, language) => caseAddress(language, reference, 'form'),
  },
  erase: {
    may: (found, now) => mayErase(found, now),
    asks: ({ erase }) => ({ ...erase, says: [erase.what] }),
    act: (api, named) => api.DELETE('/v1/applications/{reference}', named),
    // There it stands why, and from when on it can be.
    notNow: (request, reply) => toCase(request, reply, 'data'),
    leadsTo: (_, language) => `/${language}/account`,
  },
} as const satisfies Record<string, Ending>

export const endingRoutes: FastifyPluginAsync<Area> = async (app, { now }) => {
  for (const name of ['withdraw', 'change', 'erase'] as const) {
    const ending: Ending = ENDINGS[name]
    const place = `/:language/applications/:reference/${name}`
    app.get<CaseRoute>(place, async (request, reply) => {
      const found = await ownCase(request)
      return ending.may(found, now()) ? askPage(request, reply, found, ending) : ending.notNow(request, reply, found)
    })
    app.post<CaseRoute>(place, async (request, reply) => {
      const found = await ownCase(request)
      const { reference } = request.params
      const done = await ending.act(signedIn(request.visit), { params: { path: { reference } } })
      if (refusalOf(done, 409) !== undefined) return ending.notNow(request, reply, found)
      return reply.redirect(ending.leadsTo(found, request.visit.language), 303)
    })
  }
}

function askPage({ visit, url }: CaseRequest, reply: FastifyReply, found: OwnCase, { asks }: Ending): FastifyReply {
  const words = WORDS[visit.language]
  const { title, do: act, says } = asks(words, found)
  return reply.page({
    template: 'case-ending.njk',
    title,
    words,
    view: {
      ...{ title, act, says, here: url.split('?')[0] },
      address: caseAddress(visit.language, found.reference),
      reference: formatVisaNumber(found.reference),
    },
  })
}

function notNowPage(request: CaseRequest, reply: FastifyReply, found: OwnCase): FastifyReply {
  const { language } = request.visit
  if (!found.payment_open && found.state === 'draft') return toCase(request, reply)
  const words = WORDS[language]
  return reply.page({
    template: 'case-not-now.njk',
    title: words.notNow.title,
    words,
    status: 409,
    view: {
      why: found.payment_open ? words.notNow.paying : words.notNow.over,
      address: caseAddress(language, found.reference),
      reference: formatVisaNumber(found.reference),
    },
  })
}
