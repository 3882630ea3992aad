/** What the page of a case shows: how it stands, the next step, what happened, what was said, and the papers. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { shortTime } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Words } from '../../pages/words.ts'
import { type CasePayments, caseAddress, type OwnCase } from '../own-case.ts'
import { noticeOf, type PaymentRow, paymentRows } from '../payment/payment-view.ts'
import { type StandingWords, standingWords } from './standing-words.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export type Step = keyof typeof texts.en.steps
export type More = 'change' | 'correct' | 'withdraw' | 'data'

interface Said<Kind> {
  readonly kind: Kind
  readonly href: string
}

export interface CaseView {
  readonly reference: string
  readonly address: string
  readonly standing: StandingWords
  readonly step: Said<Step> | null
  readonly more: readonly Said<More>[]
  /** Whether a letter about it did not arrive. */
  readonly isUndelivered: boolean
  readonly isSuspended: boolean
  readonly hasVisa: boolean
  readonly hasSubmission: boolean
  /** What an officer asks, while it waits for an answer. */
  readonly question: string | null
  readonly refusal: { readonly says: string | null; readonly next: string | null; readonly reason: string } | null
  readonly payments: readonly PaymentRow[]
  readonly paymentNotice: { readonly title: string; readonly text: string } | null
  readonly messages: readonly { readonly author: 'officer' | 'traveller'; readonly text: string; readonly at: string }[]
  readonly corrections: readonly CorrectionRow[]
  readonly timeline: readonly { readonly text: string; readonly at: string }[]
  /** The language of what officers wrote. */
  readonly written: TravellerLanguage
  /** After how long the page is worth another look; null where nothing happens by itself. */
  readonly liveSeconds: number | null
  /** The same where no script runs and the whole page is drawn anew: only for what takes a minute, since somebody may be reading. */
  readonly redrawSeconds: number | null
}

export interface CorrectionRow {
  readonly asked: string
  /** Null while an officer looks at it. */
  readonly decided: string | null
  /** Why it was left as it is; empty where it was corrected. */
  readonly reason: string
}

/** While an e-visa is being made. */
const MADE_SECONDS = 5
/** While officers have it: it takes a day, or seconds; whoever looks at the page is not to look at what was. */
const OFFICERS_SECONDS = 10
const WITH_OFFICERS: readonly OwnCase['state'][] = ['paid', 'review', 'second-review', 'correction-asked']
const WITH_VISA: readonly OwnCase['state'][] = ['issued', 'correction-asked', 'corrected']

export function caseView(found: OwnCase, payments: CasePayments, language: TravellerLanguage): CaseView {
  const { reference, state } = found
  const time = (at: EpochSeconds) => shortTime(at, language)
  const address = caseAddress(language, reference)
  const redrawSeconds = state === 'no-objection' ? MADE_SECONDS : null
  return {
    reference: formatVisaNumber(reference),
    address,
    standing: headlineOf(found, payments, language),
    step: stepOf(found, payments, language),
    more: moreOf(found).map((kind) => ({ kind, href: `${address}/${kind}` })),
    isUndelivered: found.undelivered !== null,
    isSuspended: found.visa?.status === 'suspended',
    hasVisa: hasVisa(found),
    hasSubmission: found.submission !== null,
    question: state === 'information-asked' ? questionOf(found) : null,
    refusal: refusalIn(found, language),
    payments: paymentRows(payments, language),
    // Before it is paid that is the headline itself.
    paymentNotice: state === 'submitted' ? null : noticeOf(payments, language),
    messages: found.messages.map(({ author, text, at }) => ({ author, text, at: time(at) })),
    corrections: found.corrections.map(({ asked_at, decided_at, reason }) => ({
      asked: time(asked_at),
      decided: decided_at === null ? null : time(decided_at),
      reason,
    })),
    timeline: found.timeline.map(({ edge, at }) => ({ text: edgeInWords(edge, language), at: time(at) })),
    written: found.language,
    liveSeconds: WITH_OFFICERS.includes(state) ? OFFICERS_SECONDS : redrawSeconds,
    redrawSeconds,
  }
}

/** While it is not known whether the fee is paid nobody is asked to pay it. */
function headlineOf(found: OwnCase, payments: CasePayments, language: TravellerLanguage): StandingWords {
  const standing = standingWords(found, language)
  const notice = found.state === 'submitted' ? noticeOf(payments, language) : null
  return notice === null ? standing : { ...standing, ...notice, turn: WORDS[language].turns.authority, until: null }
}

/** Whether there is an e-visa that is printed and shown. */
export function hasVisa({ state, visa }: Pick<OwnCase, 'state' | 'visa'>): boolean {
  return WITH_VISA.includes(state) && visa !== null && visa.status !== 'revoked'
}

/** The last that an officer asked; null where nothing is asked. */
export function questionOf({ messages }: Pick<OwnCase, 'messages'>): string | null {
  return messages.findLast(({ author }) => author === 'officer')?.text ?? null
}

/** An edge of the table of applications, as its traveller is told of it. */
export function edgeInWords(edge: string, language: TravellerLanguage): string {
  const words: Readonly<Record<string, string>> = WORDS[language].edges
  return words[edge] ?? edge
}

/** The one thing to do now. */
function stepOf(found: OwnCase, { advice }: CasePayments, language: TravellerLanguage): CaseView['step'] {
  const { reference, state } = found
  const to = (kind: Step, page: string) => ({ kind, href: caseAddress(language, reference, page) })
  if (advice.code === 'asking') return to('ask-bank', 'pay/back')
  if (state === 'submitted') return advice.may_pay ? to('pay', 'pay') : to('ask-bank', 'pay/back')
  if (state === 'information-asked') return to('answer', 'question')
  if (hasVisa(found)) return to('visa', 'e-visa')
  const isOver = ['refused', 'withdrawn', 'lapsed', 'revoked'].includes(state)
  return isOver ? { kind: 'again', href: `/${language}/apply` } : null
}

function moreOf({ may, visa }: OwnCase): readonly More[] {
  const has: Readonly<Record<More, boolean>> = {
    change: may.includes('reopen'),
    // Where it may not be, the page says why.
    correct: may.includes('ask-correction') && visa !== null,
    withdraw: may.includes('withdraw'),
    data: true,
  }
  return (['change', 'correct', 'withdraw', 'data'] as const).filter((kind) => has[kind])
}

function refusalIn({ refusal }: OwnCase, language: TravellerLanguage): CaseView['refusal'] {
  if (refusal === null) return null
  return { says: refusal.says?.[language] ?? null, next: refusal.next?.[language] ?? null, reason: refusal.reason }
}
