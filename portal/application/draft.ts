/** The application of a request, as long as it is a draft: what is none any more is shown by the page of the case. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dataOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { SignInFirst } from '../../pages/page-faults.ts'
import { caseAddress } from './steps.ts'

export interface OfCase {
  Params: { language: string; reference: string }
}
export type CaseRequest = FastifyRequest<OfCase>

export type Application = Awaited<ReturnType<typeof applicationOf>>
export type PageAnswers = Application['pages'][number]['answers']

/** Throws `Refused` for one that is not the person's. */
export async function applicationOf(api: Api, reference: string) {
  return dataOf(await api.GET('/v1/applications/{reference}', { params: { path: { reference } } }))
}

/** Null where the request was answered: the person is sent on to the case. Throws `SignInFirst`. */
export async function openDraft({ visit, params }: CaseRequest, reply: FastifyReply): Promise<Application | null> {
  if (visit.session === null) throw new SignInFirst()
  const application = await applicationOf(visit.api, params.reference)
  if (application.state === 'draft') return application
  await reply.redirect(caseAddress(visit.language, application.reference), 303)
  return null
}

/** What stands on a page of it; empty where it was never kept. */
export function answersOn({ pages }: Pick<Application, 'pages'>, page: string): PageAnswers {
  return pages.find((one) => one.page === page)?.answers ?? {}
}

/** One answer as a text. */
export function answerText(answers: PageAnswers, field: string): string {
  return String(answers[field] ?? '')
}
