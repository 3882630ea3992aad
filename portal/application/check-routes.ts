/** The last page before paying: all answers, the fee, what happens next, the declaration, and the submission. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dayInWords } from '#evisa/day-in-words.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { type Money, moneyText } from '#evisa/money.ts'
import { feeOf } from '#evisa/terms/fee-of.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Area } from '../area.ts'
import { type CaseRequest, type CaseRoute, caseAddress, type OwnCase, ownCase } from '../own-case.ts'
import { type TermsInForce, termsInForce } from '../terms-in-force.ts'
import { choiceOf } from './answers-in-words.ts'
import { checkFaults, checkSections, pageFaults } from './check-view.ts'
import { answersOn, answerText, openDraft, type PageAnswers } from './draft.ts'
import { type Found, invitationOf } from './invitation-of.ts'
import { invitationView } from './invitation-view.ts'
import { revisionIn } from './keep-page.ts'
import { formAddress } from './steps.ts'
import { submit } from './submit.ts'
import { wordsIn } from './words.ts'

const CHECK = '/:language/applications/:reference/form/check'

interface Showing {
  readonly faults: readonly FieldFault[]
  readonly status: number
  /** Whether something changed since it was shown. */
  readonly isChanged: boolean
  /** The boxes of a form that was not sent yet; those that were agreed to before, where there is none. */
  readonly ticked?: PageAnswers
}

export const checkRoutes: FastifyPluginAsync<Area> = async (app, { today }) => {
  app.get<CaseRoute>(CHECK, async (request, reply) => {
    const application = await openDraft(request, reply)
    if (application === null) return reply
    return draw(request, reply, application, { faults: pageFaults(application), status: 200, isChanged: false })
  })

  app.post<CaseRoute>(CHECK, REDRAWS, async (request, reply) => {
    const { visit, params, body } = request
    const paying = (reference: string) => reply.redirect(caseAddress(visit.language, reference, 'pay'), 303)
    const texts = textsOf(body)
    if (isRedraw(body)) return redraw(request, reply, texts)
    const done = await submit(signedIn(visit), params.reference, texts)
    if (done.kind === 'submitted') return paying(done.reference)
    const stands = await ownCase(request)
    // Pressed twice, or pressed again after a line that broke.
    if (stands.state === 'submitted') return paying(stands.reference)
    if (stands.state !== 'draft') return reply.redirect(caseAddress(visit.language, stands.reference), 303)
    if (done.kind === 'faulty')
      return draw(request, reply, stands, { faults: done.faults, status: done.status, isChanged: false })
    return draw(request, reply, stands, { faults: pageFaults(stands), status: 409, isChanged: true })
  })

  /** The same page in another language, with the boxes as they are ticked. */
  async function redraw(
    request: CaseRequest,
    reply: FastifyReply,
    texts: Record<string, string>,
  ): Promise<FastifyReply> {
    const application = await openDraft(request, reply)
    if (application === null) return reply
    const isChanged = revisionIn(texts) !== application.revision
    return draw(request, reply, application, {
      ...{ faults: pageFaults(application), status: 200, isChanged },
      ticked: texts,
    })
  }

  async function draw(
    { visit }: CaseRequest,
    reply: FastifyReply,
    application: OwnCase,
    { faults, status, isChanged, ticked = answersOn(application, 'declaration') }: Showing,
  ): Promise<FastifyReply> {
    const { language, api } = visit
    const { reference, revision } = application
    const words = wordsIn(language)
    // Not those of a minute ago: it is these that are agreed to.
    const terms = await termsInForce(today)(api)
    const found = await invitationOf(api, application)
    const fee = feeBy(found, terms)
    const { times } = terms.edition
    return reply.page({
      template: 'form-check.njk',
      title: words.check.title,
      words,
      status,
      hasFaults: faults.length > 0,
      view: {
        reference: formatVisaNumber(reference),
        address: formAddress(language, reference, 'check'),
        list: formAddress(language, reference),
        sections: checkSections(application, language),
        faults: checkFaults(reference, faults, language),
        isComplete: pageFaults(application).length === 0,
        ...{ isChanged, revision },
        form: formOf(declared(ticked, terms), ofOwnFields(checkFaults(reference, faults, language))),
        invitation: invitationView(found, language),
        fee: fee === null ? null : moneyText(fee, language),
        terms: {
          revision: terms.revision,
          from: terms.edition.effective_from,
          fromInWords: dayInWords(terms.edition.effective_from, language),
        },
        days: times.review_business_days.value,
        unpaidDays: times.unpaid_days.value,
      },
    })
  }
}

function feeBy(found: Found, { edition }: TermsInForce): Money | null {
  return found.kind === 'found' ? feeOf(found.content, edition) : null
}

/** The boxes as they were ticked before, if it was under these terms. */
function declared(answers: PageAnswers, { revision, edition }: TermsInForce): Record<string, string> {
  const isOfThese =
    answerText(answers, 'terms_revision') === String(revision) &&
    answerText(answers, 'terms_from') === edition.effective_from
  const box = (name: string) => (isOfThese ? choiceOf(answerText(answers, name)) : '')
  return { is_true: box('is_true'), not_refunded: box('not_refunded') }
}

/** Those that stand on this page itself, beside their boxes. */
function ofOwnFields(faults: readonly { readonly text: string; readonly href: string }[]) {
  return faults.filter(({ href }) => href.startsWith('#')).map(({ text, href }) => ({ field: href.slice(1), text }))
}
