/** An officer's question, and the traveller's answer: a text, and with it whatever was changed on the pages that the question is about. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type Refused, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRequest, type CaseRoute, caseAddress, type OwnCase, ownCase, toCase } from '../own-case.ts'
import { questionOf } from './case-view.ts'
import { standingWords } from './standing-words.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

/** What may be changed while an officer waits, in the order of the form. */
export const CHANGED_PAGES = ['passport-copy', 'passport', 'trip', 'contact', 'background'] as const
const MAX_ANSWER = 4000

export const questionRoutes: FastifyPluginAsync<Area> = async (app) => {
  const place = '/:language/applications/:reference/question'
  app.get<CaseRoute>(place, async (request, reply) => questionPage(request, reply, await ownCase(request), {}))
  app.post<CaseRoute>(place, REDRAWS, answer)
}

async function answer(request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = request.visit
  const { text = '', revision = '' } = textsOf(request.body)
  const found = await ownCase(request)
  if (isRedraw(request.body)) return questionPage(request, reply, found, { text })
  const wrong = faultOfAnswer(text, language)
  if (wrong !== null) return questionPage(request, reply, found, { text, errors: [wrong] })
  const answered = await signedIn(request.visit).POST('/v1/applications/{reference}/answers', {
    params: { path: { reference: request.params.reference } },
    body: { revision: Number(revision) || found.revision, text },
  })
  const refused = refusalOf(answered, 400, 409, 422)
  if (refused === undefined) return toCase(request, reply)
  return questionPage(request, reply, found, { text, errors: answerErrors(refused, language) })
}

function questionPage(
  request: CaseRequest,
  reply: FastifyReply,
  found: OwnCase,
  { text = '', errors = [] }: { readonly text?: string; readonly errors?: readonly FieldError[] },
): FastifyReply {
  const { language } = request.visit
  // It was answered, in another window or by the same form sent twice.
  if (found.state !== 'information-asked') return toCase(request, reply)
  const words = WORDS[language]
  const address = caseAddress(language, found.reference)
  return reply.page({
    template: 'case-question.njk',
    title: words.question.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      address,
      reference: formatVisaNumber(found.reference),
      question: questionOf(found) ?? '',
      written: found.language,
      until: standingWords(found, language).until,
      revision: found.revision,
      pages: CHANGED_PAGES.map((page) => ({ text: words.question.pages[page], href: `${address}/form/${page}` })),
      form: formOf({ text }, errors),
    },
  })
}

function faultOfAnswer(text: string, language: TravellerLanguage): FieldError | null {
  const { empty, long } = WORDS[language].question
  if (text.length > MAX_ANSWER) return { field: 'text', text: long }
  return text === '' ? { field: 'text', text: empty } : null
}

/** What is wrong with the pages that were changed is told by its page: it is mended there. */
function answerErrors({ status, problem }: Refused, language: TravellerLanguage): readonly FieldError[] {
  const { stale, empty, faulty, pages } = WORDS[language].question
  if (status === 409) return [{ field: 'text', text: stale }]
  const names: Readonly<Record<string, string>> = { ...pages, copy: pages['passport-copy'] }
  const touched = (problem.errors ?? []).map(({ field }) => names[field.split('.')[0] ?? '']).filter(isSaid)
  if (touched.length === 0) return [{ field: 'text', text: empty }]
  return [...new Set(touched)].map((page) => ({ field: 'pages', text: fillText(faulty, { page }, language) }))
}

const isSaid = (text: string | undefined): text is string => text !== undefined
