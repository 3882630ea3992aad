/** The worker of the outbox: what officers have no objection to becomes an e-visa, once, whatever ends it on the way. */
import type { FastifyBaseLogger } from 'fastify'
import { fail, type Result } from '#evisa/result.ts'
import { type IssueServices, issueContext } from '../issuing/issue-context.ts'
import { type IssueContext, type Issued, issueVisa } from '../issuing/issue-visa.ts'
import { readApplication } from '../issuing/read-application.ts'
import { logEvent } from '../log-event.ts'
import { AS_DECIDED } from '../store/case-rows.ts'
import type { DueIssue, OutboxStore } from '../store/outbox-store.ts'
import { type DecisionFault, faultOfDecision, type Proving } from './prove-decision.ts'

export interface IssuingServices extends IssueServices {
  readonly store: IssueServices['store'] & OutboxStore & Proving['store']
  readonly keyPlace: Proving['keyPlace']
  /** Whether a token alone lets nobody in. */
  readonly mustSign: () => Promise<boolean>
  readonly mail?: { wake(): void }
  readonly log: FastifyBaseLogger
}

/** As the audit trail and the edges name it. */
export const ISSUING_ACTOR = 'issuing'
// Much longer than all of them take: a process that died is followed by another one then.
const LEASE_SECONDS = 60
const FIRST_PAUSE_SECONDS = 5
export const LONGEST_PAUSE_SECONDS = 300

/** Takes what is due for longest, for as long as issuing it can take. */
export function claimDueCase({ store, now }: Pick<IssuingServices, 'store' | 'now'>): Promise<DueIssue | null> {
  return store.claimIssue(now(), now() + LEASE_SECONDS)
}

/** Issues what was taken, or sends it back to the officers, or puts it off. Never rejects: what was not recorded is due again. */
export async function issueCase(due: DueIssue, services: IssuingServices): Promise<void> {
  const context = await contextNow(services)
  if (context.ok) await issueOne(due, context.value, services)
  else await postpone(due, context.error, services)
}

/** The error is for the log: the name of what is missing. */
async function contextNow(services: IssuingServices): Promise<Result<IssueContext, string>> {
  try {
    return await issueContext(services, ISSUING_ACTOR)
  } catch (error) {
    return fail((error as Error).name)
  }
}

/** Each step may be the last one of this process: what was done is found again by the reference of the case. */
async function issueOne(due: DueIssue, context: IssueContext, services: IssuingServices): Promise<void> {
  const { store, mail, log, now } = services
  const tell = (outcome: string) =>
    logEvent(log, 'case-issuing', { case: due.reference, attempt: due.attempts, outcome, error: '' })
  try {
    const issued = await issueDecided(due, context, services)
    const act = { actor: ISSUING_ACTOR, at: now() }
    if (!issued.ok) {
      const isBack = await store.caseNotIssued(due, issued.error, act)
      return tell(isBack ? 'not-issued' : 'lost')
    }
    mail?.wake()
    const isNew = await store.caseIssued(due.reference, issued.value.claims.jti, act)
    tell(isNew ? 'issued' : 'lost')
  } catch (error) {
    await postpone(due, (error as Error).name, services)
  }
}

/** Nothing that is not, to the byte, what officers decided and signed. */
async function issueDecided(
  due: DueIssue,
  context: IssueContext,
  { store, keyPlace, mustSign, log }: IssuingServices,
): Promise<Issued> {
  const fault = await faultOfDecision(due, { store, keyPlace, mustSign: await mustSign() })
  if (fault !== null) {
    logEvent(log, 'decision-not-proven', { case: due.reference, fault })
    return fail([{ field: 'application', rule: AS_DECIDED, message: `${WHY_NOT[fault]}. ${WHAT_NOW}` }])
  }
  const read = readApplication(JSON.parse(due.input))
  return read.ok ? issueVisa(read.value, { ...context, signature: due.signature }) : read
}

const WHY_NOT: Readonly<Record<DecisionFault, string>> = {
  'not-as-decided': 'is not what the officer decided: somebody changed it in the database',
  'not-signed': 'was signed by nobody: somebody put it into the database, or it was decided by a token',
  'signature-invalid': 'has a signature that does not hold: somebody changed it in the database',
  'signed-otherwise': 'is not what the officer signed: somebody changed it in the database',
  'signer-without-power': 'was signed by somebody who could not decide it then',
  'second-not-signed': 'takes two officers, and one of them signed it',
  'same-signer': 'takes two officers, and the same one signed it twice',
}
const WHAT_NOW = 'Tell the operator, and decide it anew'

/** Pauses 5, 10, 20 ... seconds, at most five minutes: a key or a database comes back at some time. */
async function postpone(due: DueIssue, error: string, { store, now, log }: IssuingServices): Promise<void> {
  logEvent(log, 'case-issuing', { case: due.reference, attempt: due.attempts, outcome: 'postponed', error })
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(due.attempts - 1, 10))
  try {
    await store.postponeIssue(due, now() + pause)
  } catch (error) {
    // A store that is away now: the lease runs out by itself.
    logEvent(log, 'cases-not-read', { error: (error as Error).name })
  }
}
