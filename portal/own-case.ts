/** One application of the person who asks, as the API tells it, and where its pages are. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dataOf } from '../pages/answers.ts'
import { signedIn } from '../pages/signed-in.ts'
import type { Visit } from '../pages/visit.ts'

export interface CaseRoute {
  Params: { reference: string }
}
export type CaseRequest = FastifyRequest<CaseRoute>

interface Asked extends Pick<CaseRequest, 'params'> {
  readonly visit: Pick<Visit, 'api' | 'session'>
}

/** Of somebody else's the API says what it says of one that is not there. Throws `SignInFirst` and `Refused`. */
export async function ownCase({ visit, params: { reference } }: Asked) {
  return dataOf(await signedIn(visit).GET('/v1/applications/{reference}', { params: { path: { reference } } }))
}
export type OwnCase = Awaited<ReturnType<typeof ownCase>>

export async function paymentsOfCase({ visit, params: { reference } }: Asked) {
  return dataOf(await signedIn(visit).GET('/v1/applications/{reference}/payments', { params: { path: { reference } } }))
}
export type CasePayments = Awaited<ReturnType<typeof paymentsOfCase>>

/** The address of a case, or of a page under it such as `pay`. */
export function caseAddress(language: string, reference: string, page = ''): string {
  return `/${language}/applications/${reference}${page && `/${page}`}`
}

/** To a page of the case, after a form was taken or where there is nothing to do on the page that was asked for. */
export function toCase({ visit, params }: CaseRequest, reply: FastifyReply, page = ''): FastifyReply {
  return reply.redirect(caseAddress(visit.language, encodeURIComponent(params.reference), page), 303)
}
