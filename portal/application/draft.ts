/** The application of a request, as long as its pages are written: then it is shown by the page of the case. */
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
export async function openDraft(request: CaseRequest, reply: FastifyReply): Promise<Application | null> {
  return openIn(['draft'], request, reply)
}

/** A page that may be mended, too, while an officer waits for an answer: it goes with that. Null and throws as `openDraft`. */
export async function openPage(request: CaseRequest, reply: FastifyReply): Promise<Application | null> {
  return openIn(['draft', 'information-asked'], request, reply)
}

async function openIn(
  states: readonly Application['state'][],
  { visit, params }: CaseRequest,
  reply: FastifyReply,
): Promise<Application | null> {
  if (visit.session === null) throw new SignInFirst()
  const application = await applicationOf(visit.api, params.reference)
  if (states.includes(application.state)) return application
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
