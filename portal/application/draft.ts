/** The application of a request, as long as its pages are written: then it is shown by the page of the case. */
import type { FastifyReply } from 'fastify'
import { type CaseRequest, caseAddress, type OwnCase, ownCase } from '../own-case.ts'

export type PageAnswers = OwnCase['pages'][number]['answers']

/** Null where the request was answered: the person is sent on to the case. Throws `SignInFirst`. */
export async function openDraft(request: CaseRequest, reply: FastifyReply): Promise<OwnCase | null> {
  return openIn(['draft'], request, reply)
}

/** A page that may be mended, too, while an officer waits for an answer: it goes with that. Null and throws as `openDraft`. */
export async function openPage(request: CaseRequest, reply: FastifyReply): Promise<OwnCase | null> {
  return openIn(['draft', 'information-asked'], request, reply)
}

async function openIn(
  states: readonly OwnCase['state'][],
  request: CaseRequest,
  reply: FastifyReply,
): Promise<OwnCase | null> {
  const application = await ownCase(request)
  if (states.includes(application.state)) return application
  await reply.redirect(caseAddress(request.visit.language, application.reference), 303)
  return null
}

/** What stands on a page of it; empty where it was never kept. */
export function answersOn({ pages }: Pick<OwnCase, 'pages'>, page: string): PageAnswers {
  return pages.find((one) => one.page === page)?.answers ?? {}
}

/** One answer as a text. */
export function answerText(answers: PageAnswers, field: string): string {
  return String(answers[field] ?? '')
}
