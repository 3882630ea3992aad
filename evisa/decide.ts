/** The one function that answers every scan, on every device and on the server. */
import { type CivilDate, civilDateAt, type EpochSeconds, parseInstant } from './civil-date.ts'
import { type Decision, visaFacts } from './decision.ts'
import { type Examination, examine } from './examination.ts'
import { instructionFor, warningText, wordFor } from './instructions.ts'
import { earliestNow, type Knowledge } from './knowledge.ts'
import { readCredential } from './read-credential.ts'
import { type Finding, isGraver, type Outcome, outcomeOf } from './reasons.ts'
import { RULES } from './rules.ts'
import type { Audience, Situation } from './situation.ts'
import { isSpecimen } from './specimen.ts'
import { agesOf, warningsOf } from './staleness.ts'

/**
 * Decides about a scanned text. Reading is a gate: nothing taken from an unproven credential is compared or shown. Once
 * it is proven every rule is evaluated; the gravest outcome wins, and the first reason of that gravity leads.
 */
export async function decide(
  text: string,
  situation: Situation,
  knowledge: Knowledge,
  now: EpochSeconds,
): Promise<Decision> {
  const credential = await readCredential(text, situation.audience, knowledge, now)
  if (!credential.ok) return conclude([credential.error], situation, knowledge, now, null)
  const examination = await examine(credential.value.claims, situation, knowledge, now)
  return conclude(judge(examination), situation, knowledge, now, examination)
}

/**
 * The answer to a look-up by number that found nothing to show: no such visa, not this passport, or revoked. They are
 * one and the same answer, so that nobody learns by guessing which numbers exist.
 */
export function decideNotFound(situation: Situation, knowledge: Knowledge, now: EpochSeconds): Decision {
  const finding: Finding = {
    reason: 'status/revoked',
    outcome: outcomeOf('status/revoked', situation.audience) ?? 'refer',
  }
  return conclude([finding], situation, knowledge, now, null)
}

/** The same decision with one more finding, learnt after it was made: where that is graver, it leads. */
export function amend(decision: Decision, finding: Finding): Decision {
  const findings = [...decision.findings.filter(({ reason }) => reason !== finding.reason), finding]
  return { ...decision, ...leading(findings, decision.audience), findings }
}

/** The same decision about an e-visa of which the authority says that it was revoked since a correction took its place. */
export function withReplaced(decision: Decision): Decision {
  const findings = decision.findings.map(
    (finding): Finding => (finding.reason === 'status/revoked' ? { ...finding, reason: 'status/replaced' } : finding),
  )
  return { ...decision, ...leading(findings, decision.audience), findings }
}

/** Evaluates every rule of the table. */
export function judge(examination: Examination): Finding[] {
  const { audience } = examination.situation
  const findings: Finding[] = []
  for (const { reason, fails } of RULES) {
    const outcome = outcomeOf(reason, audience)
    if (outcome === null) continue
    const failure = fails(examination)
    if (failure) findings.push({ reason, outcome, ...(failure === true ? {} : failure) })
  }
  return findings
}

function conclude(
  findings: readonly Finding[],
  situation: Situation,
  knowledge: Knowledge,
  now: EpochSeconds,
  examination: Examination | null,
): Decision {
  const { audience } = situation
  const listUri = examination?.claims.status.status_list.uri ?? null
  return {
    ...leading(findings, audience),
    audience,
    specimen: isSpecimen(knowledge.trust),
    findings,
    asked_for: examination?.askedFor ?? dayAsked(situation, knowledge, now),
    decided_at: now,
    online: knowledge.online,
    knew: agesOf(knowledge, listUri, now),
    warnings: warningsOf(knowledge, audience, now).map((one) => ({ ...one, text: warningText(one) })),
    not_known: missing(audience, knowledge, examination),
    visa: examination === null ? null : visaFacts(examination),
  }
}

function dayAsked(situation: Situation, knowledge: Knowledge, now: EpochSeconds): CivilDate {
  const today = earliestNow(knowledge, now)
  return civilDateAt(situation.audience === 'carrier' ? (parseInstant(situation.arrival) ?? today) : today)
}

/** The gravest outcome, its first reason in table order, and the words for both. */
function leading(findings: readonly Finding[], audience: Audience) {
  const outcome = findings.reduce<Outcome>(
    (worst, one) => (isGraver(one.outcome, worst) ? one.outcome : worst),
    'clear',
  )
  const reason = findings.find((finding) => finding.outcome === outcome)?.reason ?? null
  return { outcome, reason, word: wordFor(outcome, audience), instruction: instructionFor(reason, audience) }
}

function missing(audience: Audience, knowledge: Knowledge, examination: Examination | null): string[] {
  const unknown: string[] = []
  if (knowledge.trust === null) unknown.push('trust-list')
  if (knowledge.policy === null) unknown.push('policy')
  if (examination !== null && examination.status === null) unknown.push('status-list')
  if (audience !== 'carrier' && knowledge.ledger === null) unknown.push('ledger')
  if (examination !== null && typeof examination.passport === 'string') unknown.push('passport')
  if (!knowledge.online) unknown.push('server')
  return unknown
}
