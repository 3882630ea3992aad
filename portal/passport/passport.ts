/**
 * The passport itself: its two lines are typed beside the picture, what they say is confirmed letter by letter, and then it is kept. The
 * lines are kept as soon as they are right; the page is complete once what they say was confirmed.
 */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { CivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import type { Words } from '../../pages/words.ts'
import { differingPage } from '../application/differing.ts'
import { openPage } from '../application/draft.ts'
import { keepPage, revisionIn, tooLong } from '../application/keep-page.ts'
import { addressAfter, formAddress } from '../application/steps.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, caseAddress, type OwnCase } from '../own-case.ts'
import { copiesOf } from './copy-calls.ts'
import { acceptedOf } from './copy-view.ts'
import { fromOf, fromQuery } from './going-on.ts'
import {
  answersKept,
  answersOfLines,
  answersTyped,
  areNone,
  linesIn,
  PASSPORT_FIELDS,
  type PassportAnswers,
} from './passport-answers.ts'
import { fieldsView, linesView, type PassportPlace } from './passport-views.ts'
import * as texts from './strings/texts.ts'
import { type Lines, readingOf, wholeLines } from './typed-lines.ts'

const WORDS: Words<typeof texts.en> = texts
const STEP = 'passport'
const PAGE = `/:language/applications/:reference/form/${STEP}`

type OfPage = CaseRoute & { Querystring: { as?: string; from?: string } }
type PageRequest = FastifyRequest<OfPage>
type Texts = Readonly<Record<string, string>>

/** A page as it is shown: of which case, with what revision, and where its person goes back to. */
interface Showing extends Pick<PassportPlace, 'revision' | 'from'> {
  readonly application: OwnCase
}

export const passportRoutes: FastifyPluginAsync<Area> = async (app, { today }) => {
  app.get<OfPage>(PAGE, async (request, reply) => {
    const application = await openPage(request, reply)
    if (application === null) return reply
    const { as, from } = request.query
    const showing = { application, revision: application.revision, from: fromOf(from) }
    const { answers, faults } = keptIn(application)
    if (as === 'typed') return fieldsPage(request, reply, showing, { ...answers, mrz: '' }, [])
    if (as === 'lines' || (areNone(answers) && answers.mrz === ''))
      return linesPage(request, reply, showing, linesIn(answers), false)
    return areNone(answers)
      ? fieldsPage(request, reply, showing, filledFrom(answers, today()), [])
      : fieldsPage(request, reply, showing, answers, faults)
  })

  app.post<OfPage>(PAGE, REDRAWS, async (request, reply) => {
    const application = await openPage(request, reply)
    if (application === null) return reply
    const sent = textsOf(request.body)
    const showing = { application, revision: revisionIn(sent), from: fromOf(sent.from) }
    return sent.step === 'lines' ? takeLines(request, reply, showing, sent) : takeFields(request, reply, showing, sent)
  })
}

async function takeLines(
  request: PageRequest,
  reply: FastifyReply,
  showing: Showing,
  sent: Texts,
): Promise<FastifyReply> {
  const { first = '', second = '' } = sent
  if (isRedraw(request.body)) return linesPage(request, reply, showing, { first, second }, false)
  const lines = wholeLines({ first, second })
  if (readingOf(lines) === null) return linesPage(request, reply, showing, { first, second }, true)
  const { application, from } = showing
  const answers = { mrz: `${lines.first}\n${lines.second}` }
  const address = `${addressOf(request)}${fromQuery(from)}`
  // What was confirmed of the same lines stays.
  if (keptIn(application).answers.mrz === answers.mrz) return reply.redirect(address, 303)
  const kept = await keep(request, reply, showing, { answers, sent, fields: ['mrz'] })
  return kept === null ? reply : reply.redirect(address, 303)
}

async function takeFields(
  request: PageRequest,
  reply: FastifyReply,
  showing: Showing,
  sent: Texts,
): Promise<FastifyReply> {
  const answers = answersTyped(sent)
  if (isRedraw(request.body)) return fieldsPage(request, reply, showing, answers, [])
  const long = tooLong(answers)
  if (long.length > 0) return fieldsPage(request, reply, showing, answers, long)
  const kept = await keep(request, reply, showing, { answers, sent, fields: [...PASSPORT_FIELDS, 'mrz'] })
  if (kept === null) return reply
  if (kept.faults.length > 0)
    return fieldsPage(request, reply, { ...showing, revision: kept.revision }, answers, kept.faults)
  return reply.redirect(addressAfter(showing.application, STEP, showing.from, request.visit.language), 303)
}

interface Keeping {
  readonly answers: Partial<PassportAnswers>
  readonly sent: Texts
  readonly fields: readonly string[]
}

/** Null where the request was answered: nothing is written any more, or another window wrote something else. */
async function keep(
  request: PageRequest,
  reply: FastifyReply,
  { application: { reference }, revision }: Showing,
  { answers, sent, fields }: Keeping,
): Promise<{ readonly revision: number; readonly faults: readonly FieldFault[] } | null> {
  const { api, language } = request.visit
  const kept = await keepPage(api, { reference, page: STEP, answers, seen: revision })
  if (kept.kind === 'kept') return kept
  if (kept.kind === 'not-open') await reply.redirect(caseAddress(language, reference), 303)
  else await differingPage(request, reply, { page: { step: STEP, fields }, reference, texts: sent, answers, ...kept })
  return null
}

async function linesPage(
  request: PageRequest,
  reply: FastifyReply,
  showing: Showing,
  lines: Lines,
  isChecked: boolean,
): Promise<FastifyReply> {
  const words = WORDS[request.visit.language]
  const view = linesView(await placeOf(request, showing), lines, isChecked)
  const hasFaults = view.form.errors.length > 0
  const status = hasFaults ? 422 : 200
  return reply.page({ template: 'passport-lines.njk', title: words.lines.title, words, view, hasFaults, status })
}

async function fieldsPage(
  request: PageRequest,
  reply: FastifyReply,
  showing: Showing,
  answers: PassportAnswers,
  faults: readonly FieldFault[],
): Promise<FastifyReply> {
  const words = WORDS[request.visit.language]
  const view = fieldsView(await placeOf(request, showing), answers, faults)
  const title = view.hasLines ? words.fields.title : words.fields.typedTitle
  const hasFaults = faults.length > 0
  const status = hasFaults && request.method === 'POST' ? 422 : 200
  return reply.page({ template: 'passport-fields.njk', title, words, view, hasFaults, status })
}

/** The lines alone are there: what they say waits to be confirmed. */
function filledFrom(answers: PassportAnswers, today: CivilDate): PassportAnswers {
  const lines = linesIn(answers)
  const reading = readingOf(lines)
  return reading === null ? answers : answersOfLines(reading, lines, today)
}

function keptIn({ pages }: OwnCase): { readonly answers: PassportAnswers; readonly faults: readonly FieldFault[] } {
  const page = pages.find((one) => one.page === STEP)
  return { answers: answersKept(page?.answers ?? {}), faults: page?.faults ?? [] }
}

async function placeOf({ visit }: PageRequest, { application, revision, from }: Showing): Promise<PassportPlace> {
  const { reference, state } = application
  const copy = acceptedOf(await copiesOf(visit, reference))
  return { language: visit.language, reference, state, copy, revision, from }
}

const addressOf = ({ visit, params }: PageRequest) => formAddress(visit.language, params.reference, STEP)
