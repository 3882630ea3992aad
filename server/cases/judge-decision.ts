/** What an officer decides, judged on the case as it is now. Pure: the store does what was judged, in the same step. */
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { type ApplicationState, isOfficersTurn } from '../lifecycles/application-states.ts'
import type { CaseClaim, CaseEdge } from '../store/case-store.ts'
import type { CaseUnderDecision, FirstDecision, Verdict } from '../store/decision-store.ts'
import { issueInput } from './issue-input.ts'
import { type QuestionTemplate, questionInWords } from './question-templates.ts'
import { isRefusalRule, type RefusalRule, ruleInWords } from './refusal-rules.ts'
import { takesTwo } from './takes-two.ts'

/** What an officer decides; `agree` and `send-back` of another officer's decision that waits. */
export type Decided =
  | { readonly decision: 'no-objection'; readonly reason: string }
  | { readonly decision: 'refuse'; readonly rule: RefusalRule; readonly reason: string }
  | { readonly decision: 'ask'; readonly template: QuestionTemplate | null; readonly text: string }
  | { readonly decision: 'agree'; readonly reason: string }
  | { readonly decision: 'send-back'; readonly reason: string }

export type JudgeFault =
  | 'not-claimed'
  | ({ readonly kind: 'claimed' } & CaseClaim)
  /** `since`: what the officer has not seen. */
  | { readonly kind: 'changed'; readonly revision: number; readonly since: readonly CaseEdge[] }
  | { readonly kind: 'not-decidable'; readonly state: ApplicationState }
  | ({ readonly kind: 'decision-waits' } & Pick<FirstDecision, 'officer' | 'decision'>)
  | 'no-decision-waits'
  | 'same-officer'
  | 'first-officer-gone'
  | 'issued-already'
  | 'erased'
  | { readonly kind: 'not-issuable'; readonly faults: readonly FieldFault[] }

/** Who decides, when, and by which terms; `edition` null: they are not there any more, and all takes two. */
export interface Judging {
  readonly officer: string
  /** Of the case as the officer saw it. */
  readonly revision: number
  readonly edition: TermsEdition | null
  readonly now: EpochSeconds
}

type Judged = Result<Verdict, JudgeFault>

export function judgeDecision(decided: Decided, found: CaseUnderDecision, judging: Judging): Judged {
  const fault = faultOf(found, judging)
  if (fault !== null) return fail(fault)
  const { first } = found
  const isOfSecond = decided.decision === 'agree' || decided.decision === 'send-back'
  if (first === null) {
    return isOfSecond ? fail('no-decision-waits') : judgeFirst(decided, found, judging)
  }
  if (!isOfSecond) return fail({ kind: 'decision-waits', officer: first.officer, decision: first.decision })
  return judgeSecond(decided, first, found)
}

/** What keeps this officer from deciding this case now, whatever is decided. */
function faultOf(
  { state, claim, timeline, first }: CaseUnderDecision,
  { officer, revision }: Judging,
): JudgeFault | null {
  // What changed meanwhile is told first: it says why the officer has the case no more.
  if (timeline.length !== revision)
    return { kind: 'changed', revision: timeline.length, since: timeline.slice(Math.max(0, revision)) }
  if (!isOfficersTurn(state)) return { kind: 'not-decidable', state }
  // Whoever looks at it for the second time is somebody else, whatever becomes of it.
  if (first?.officer === officer) return 'same-officer'
  if (claim === null) return 'not-claimed'
  return claim.by === officer ? null : { kind: 'claimed', ...claim }
}

type First = Exclude<Decided, { decision: 'agree' | 'send-back' }>
type Second = Extract<Decided, { decision: 'agree' | 'send-back' }>

function judgeFirst(decided: First, found: CaseUnderDecision, judging: Judging): Judged {
  if (found.isIssued && decided.decision !== 'no-objection') return fail('issued-already')
  if (decided.decision === 'ask') return ok(asks(decided, found, judging))
  const two = takesTwo(judging.edition, found.flags)
  if (decided.decision === 'refuse') {
    const { rule, reason } = decided
    return ok(two.refusal ? toSecond('refuse', rule, reason, null) : refuses('first', rule, reason, found))
  }
  return clears('first', decided.reason, found, two.noObjection)
}

function judgeSecond(decided: Second, first: FirstDecision, found: CaseUnderDecision): Judged {
  if (decided.decision === 'send-back')
    return ok({
      ...NOTHING_MORE,
      edge: 'back-to-review',
      place: 'second',
      decision: 'send-back',
      reason: decided.reason,
    })
  if (!first.isThere) return fail('first-officer-gone')
  const reason = decided.reason === '' ? first.reason : decided.reason
  if (first.decision === 'no-objection') return clears('second', reason, found, false)
  if (found.isIssued) return fail('issued-already')
  if (first.rule === null || !isRefusalRule(first.rule)) throw new TypeError('a refusal without a rule')
  // The traveller is told what the first officer wrote, which the second agrees to.
  return ok({ ...refuses('second', first.rule, first.reason, found), reason })
}

const NOTHING_MORE = { rule: null, input: null, question: null, letter: null } as const

function toSecond(
  decision: 'refuse' | 'no-objection',
  rule: RefusalRule | null,
  reason: string,
  input: string | null,
): Verdict {
  return { ...NOTHING_MORE, edge: 'to-second', place: 'first', decision, rule, reason, input }
}

function clears(place: 'first' | 'second', reason: string, found: CaseUnderDecision, isFirstOfTwo: boolean): Judged {
  if (found.content === null) return fail('erased')
  const built = issueInput(found.reference, found.content)
  if (!built.ok) return fail({ kind: 'not-issuable', faults: built.error })
  const input = JSON.stringify(built.value)
  if (isFirstOfTwo) return ok(toSecond('no-objection', null, reason, input))
  return ok({ ...NOTHING_MORE, edge: 'clear', place, decision: 'no-objection', reason, input })
}

function refuses(place: 'first' | 'second', rule: RefusalRule, reason: string, found: CaseUnderDecision): Verdict {
  const { says, next } = ruleInWords(rule, found.language)
  const content = { reference: found.reference, rule: says, reason, next }
  const edge = place === 'first' ? 'refuse-alone' : 'refuse'
  return { ...NOTHING_MORE, edge, place, decision: 'refuse', rule, reason, letter: { kind: 'refused', content } }
}

function asks(
  { template, text }: Extract<Decided, { decision: 'ask' }>,
  { reference, language }: CaseUnderDecision,
  { edition, now }: Judging,
): Verdict {
  const words = questionInWords(template, text, language)
  const until = edition === null ? '' : addDays(civilDateAt(now), edition.times.answer_days.value)
  const letter = { kind: 'question', content: { reference, text: words, until } } as const
  const question = { template, text: words }
  return { ...NOTHING_MORE, edge: 'ask', place: 'first', decision: 'ask', reason: '', question, letter }
}
