/** The pages of plain questions: shown with what stands there, kept as they are sent, shown again with their faults. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { isSupportNumber, readSupportNumber } from '#evisa/support-number.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import type { Area } from '../area.ts'
import { faultText } from '../faults/fault-text.ts'
import { type CaseRequest, type CaseRoute, caseAddress, type OwnCase } from '../own-case.ts'
import { differingPage } from './differing.ts'
import { answersOn, openDraft, openPage, type PageAnswers } from './draft.ts'
import { FORM_PAGES, type FormPage } from './form-pages.ts'
import { type Found, invitationOf } from './invitation-of.ts'
import { invitationView } from './invitation-view.ts'
import { keepPage, revisionIn, tooLong } from './keep-page.ts'
import { addressAfter, formAddress, listAddress, stepAfter } from './steps.ts'
import { wordsIn } from './words.ts'

interface Showing {
  readonly application: OwnCase
  readonly found: Found
  readonly answers: PageAnswers
  readonly faults: readonly FieldError[]
  readonly revision: number
  /** Where the person goes back to: `check`, or nothing. */
  readonly from: string
  readonly status: number
  readonly isKept: boolean
  /** Whether it may be left as it is. */
  readonly mayGoOn?: boolean
}

export const formRoutes: FastifyPluginAsync<Area> = async (app, { terms }) => {
  for (const page of FORM_PAGES) {
    const address = `/:language/applications/:reference/form/${page.step}`
    app.get<CaseRoute & { Querystring: { from?: string } }>(address, (request, reply) => show(page, request, reply))
    app.post<CaseRoute>(address, REDRAWS, (request, reply) => take(page, request, reply))
  }

  async function show(
    page: FormPage,
    request: CaseRequest & { readonly query: { readonly from?: string } },
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const application = await open(page, request, reply)
    if (application === null) return reply
    const kept = application.pages.find((one) => one.page === page.step)
    const faults = (kept?.revision ?? 0) > 0 ? (kept?.faults ?? []) : []
    return draw(page, request, reply, {
      application,
      found: await foundFor(page, request, application),
      answers: answersOn(application, page.step),
      faults: errorsOf(faults, request.visit.language),
      revision: application.revision,
      from: request.query.from === 'check' ? 'check' : '',
      status: 200,
      isKept: false,
    })
  }

  async function take(page: FormPage, request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { visit } = request
    const { language } = visit
    const application = await open(page, request, reply)
    if (application === null) return reply
    const { reference } = application
    const texts = textsOf(request.body)
    const from = texts.from === 'check' ? 'check' : ''
    const typed = page.answersOf(texts)
    if (isRedraw(request.body)) {
      const shown = { application, found: await foundFor(page, request, application), answers: typed, from }
      return draw(page, request, reply, {
        ...shown,
        faults: [],
        revision: revisionIn(texts),
        status: 200,
        isKept: false,
      })
    }
    const before: Found = page.step === 'trip' ? await invitationOf(visit.api, application) : { kind: 'unknown' }
    const answers = page.step === 'trip' ? withPurpose(typed, before, application) : typed
    const shown = { application, found: before, answers, from, status: 422 }
    const long = tooLong(answers)
    if (long.length > 0) {
      const faults = errorsOf(long, language)
      return draw(page, request, reply, { ...shown, faults, revision: revisionIn(texts), isKept: false })
    }
    const kept = await keepPage(visit.api, { reference, page: page.step, answers, seen: revisionIn(texts) })
    if (kept.kind === 'not-open') return reply.redirect(caseAddress(language, reference), 303)
    if (kept.kind === 'stale') return differingPage(request, reply, { page, reference, texts, answers, ...kept })
    const { revision } = kept
    if (kept.faults.length > 0)
      return draw(page, request, reply, { ...shown, faults: errorsOf(kept.faults, language), revision, isKept: true })
    const more = page.step === 'invitation' ? await doubtOf(request, application, answers) : null
    if (more !== null) return draw(page, request, reply, { ...shown, ...more, revision, isKept: true })
    return reply.redirect(addressAfter(application, page.step, from, language), 303)
  }

  async function draw(
    { step, valuesOf }: FormPage,
    { visit }: CaseRequest,
    reply: FastifyReply,
    { application, found, answers, faults, revision, from, status, isKept, mayGoOn = false }: Showing,
  ): Promise<FastifyReply> {
    const { language } = visit
    const words = wordsIn(language)
    const { reference } = application
    const isAsked = step === 'trip' && found.kind !== 'found'
    // What is not asked for here is mended by sending the page.
    const told = step === 'trip' && !isAsked ? faults.filter(({ field }) => field !== 'purpose') : faults
    const purposes = isAsked ? onlinePurposes((await terms(visit.api)).edition) : []
    return reply.page({
      template: `form-${step}.njk`,
      title: words[step].title,
      words,
      status,
      hasFaults: told.length > 0,
      view: {
        form: formOf(valuesOf(answers), told),
        address: formAddress(language, reference, step),
        list: listAddress(application, language),
        next: mayGoOn ? formAddress(language, reference, stepAfter(step)) : null,
        ...{ revision, from, isKept },
        invitation: invitationView(found, language),
        isNotFound: found.kind === 'none',
        invitationAddress: formAddress(language, reference, 'invitation'),
        purposes: purposes.map((value) => ({ value, text: purposeInWords(value, language) })),
      },
    })
  }
}

/** The invitation binds the case: it is not another one while an officer waits. */
function open({ step }: FormPage, request: CaseRequest, reply: FastifyReply): Promise<OwnCase | null> {
  return step === 'invitation' ? openDraft(request, reply) : openPage(request, reply)
}

function errorsOf(faults: readonly FieldFault[], language: TravellerLanguage): readonly FieldError[] {
  return faults.map((fault) => ({ field: fault.field, text: faultText(fault, language) }))
}

/** The purposes that are asked for here. */
function onlinePurposes({ purposes }: TermsEdition): readonly string[] {
  return purposes.filter(({ ask }) => ask === 'online').map(({ purpose }) => purpose)
}

/** Only pages that show it look it up. */
async function foundFor({ step }: FormPage, { visit }: CaseRequest, application: OwnCase): Promise<Found> {
  return step === 'trip' || step === 'invitation' ? invitationOf(visit.api, application) : { kind: 'unknown' }
}

/** The purpose is the invitation's; where that is not known it is what was chosen, or what stands there. */
function withPurpose(typed: PageAnswers, found: Found, application: OwnCase): PageAnswers {
  if (found.kind === 'found') return { ...typed, purpose: found.content.purpose }
  return { ...typed, purpose: typed.purpose || (answersOn(application, 'trip').purpose ?? '') }
}

/** What is told of a number that can be read, and may be wrong all the same. */
async function doubtOf({ visit }: CaseRequest, application: OwnCase, answers: PageAnswers) {
  const { language } = visit
  const field = 'visa_support_number'
  const pages = application.pages.map((one) => (one.page === 'invitation' ? { ...one, answers } : one))
  const found = await invitationOf(visit.api, { pages })
  if (found.kind === 'found') return null
  if (found.kind === 'none') return { found, faults: errorsOf([{ field, rule: 'invitation', message: '' }], language) }
  const number = readSupportNumber(String(answers[field]))
  const isWrong = number.ok && /^[0-9]{10}$/.test(number.value) && !isSupportNumber(number.value)
  return isWrong ? { found, faults: [{ field, text: wordsIn(language).invitation.checkDigit }], mayGoOn: true } : null
}
