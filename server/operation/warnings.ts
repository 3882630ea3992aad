/** What the operator must do soon: artefacts that run out, keys that will not sign much longer, proposals and cases that nobody decides, backups that nobody makes. */
import { civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import { type Warning, warningsOf } from '#evisa/staleness.ts'
import { yearToCome } from '#evisa/terms/look-at-terms.ts'
import { FIRST_PURPOSES, KEY_PURPOSES, type KeyPurpose } from '#evisa/trust-list.ts'
import { WARNED_TAILS } from '../lifecycles/invoice-walk.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KeySource } from '../signing-keys.ts'
import type { AuditStore } from '../store/audit-store.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { OutboxStore } from '../store/outbox-store.ts'
import type { PaymentStore } from '../store/payment-store.ts'
import type { ProposalStore } from '../store/proposal-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { backupWarnings, type LastBackup } from './backup-note.ts'

/** A warning of the server: as scanners have them, about a key, about what waits for a person or to be issued, or about the terms. */
export interface ServerWarning {
  readonly code:
    | Warning['code']
    | 'missing'
    | 'not-taken'
    | 'waits'
    | 'due-soon'
    | 'overdue'
    | 'nearly-used'
    | 'doubted'
    | 'signed-ahead'
    | 'altered'
  readonly about:
    | Warning['about']
    | `${KeyPurpose} key`
    | 'keys'
    | 'clock'
    | 'backup'
    | 'proposal'
    | 'case'
    | 'issuing'
    | 'decision'
    | 'payment'
    | 'terminals'
    | `working days of ${number}`
  readonly at: EpochSeconds
}

const DAY_SECONDS = 86_400
const KEY_WARN_SECONDS = 60 * DAY_SECONDS
const DUE_SOON_SECONDS = 2 * 3600
// It takes seconds, and goes on by itself once what it lacked is there again.
const ISSUING_SECONDS = 120
// Somebody wrote in the database: that is looked at, however long it takes.
const ALTERED_TOLD_SECONDS = 7 * DAY_SECONDS

export type Waiting = Pick<
  AuditStore & ProposalStore & CaseStore & OutboxStore & PaymentStore,
  'auditAfter' | 'proposalBacklog' | 'caseBacklog' | 'issuingBacklog' | 'paymentBacklog' | 'terminalUse'
>

export async function serverWarnings(
  publisher: Pick<Publisher, 'knowledge' | 'clock' | 'lacksRosterKey' | 'policyUnprovenSince'>,
  keySource: KeySource,
  store: Waiting,
  terms: Pick<TermsSource, 'inForce'>,
  now: EpochSeconds,
  lastBackup?: LastBackup,
): Promise<ServerWarning[]> {
  const keys = await keySource()
  const lacksRoster = await publisher.lacksRosterKey()
  const ofKeys = KEY_PURPOSES.flatMap((purpose): ServerWarning[] => {
    const key = keys.key(purpose, now)
    // A keyring of before has none of the later purposes, and goes on without; people wait for the roster's alone.
    if (key === null && !FIRST_PURPOSES.includes(purpose) && !(purpose === 'roster' && lacksRoster)) return []
    if (key === null) return [{ code: 'missing', about: `${purpose} key`, at: now }]
    const isSoon = key.signUntil - now < KEY_WARN_SECONDS
    return isSoon ? [{ code: 'expires-soon', about: `${purpose} key`, at: key.signUntil }] : []
  })
  // What is wrong stands in the log: its line names files of the custodians.
  const notTaken: ServerWarning[] = keys.fault === null ? [] : [{ code: 'not-taken', about: 'keys', at: now }]
  const ofScanners = warningsOf(await publisher.knowledge(), 'entry', now)
  return [
    ...ofClock(publisher),
    ...ofPolicy(publisher),
    ...ofScanners,
    ...ofKeys,
    ...notTaken,
    ...(await ofProposals(store, now)),
    ...(await ofCases(store, now)),
    ...(await ofIssuing(store, now)),
    ...(await ofPayments(store, now)),
    ...(await ofTerms(terms, now)),
    ...(await backupWarnings(lastBackup, store, now)),
  ]
}

/** Of a clock that is far from what was signed last: scanners refuse what is signed by it, or cannot go back from what was. */
function ofClock({ clock }: Pick<Publisher, 'clock'>): readonly ServerWarning[] {
  const { state, signedAt } = clock()
  return state === 'right' ? [] : [{ code: state, about: 'clock', at: signedAt }]
}

/** The newest one in the store is not what two people signed: the one before it stays in force until another one is approved. */
function ofPolicy({ policyUnprovenSince }: Pick<Publisher, 'policyUnprovenSince'>): readonly ServerWarning[] {
  const at = policyUnprovenSince()
  return at === null ? [] : [{ code: 'altered', about: 'policy', at }]
}

/** Of the first one that runs out: within a day, or waiting for more than one. */
async function ofProposals(
  store: Pick<ProposalStore, 'proposalBacklog'>,
  now: EpochSeconds,
): Promise<readonly ServerWarning[]> {
  const { oldestAt, firstEnd } = await store.proposalBacklog(now)
  if (oldestAt === null || firstEnd === null) return []
  if (firstEnd - now < DAY_SECONDS) return [{ code: 'expires-soon', about: 'proposal', at: firstEnd }]
  return now - oldestAt > DAY_SECONDS ? [{ code: 'waits', about: 'proposal', at: firstEnd }] : []
}

/** Of the first that is due: a day that was promised is past, or is in a little while. */
async function ofCases(store: Pick<CaseStore, 'caseBacklog'>, now: EpochSeconds): Promise<readonly ServerWarning[]> {
  const { firstDue } = await store.caseBacklog(now)
  if (firstDue === null || firstDue - now > DUE_SOON_SECONDS) return []
  return [{ code: firstDue <= now ? 'overdue' : 'due-soon', about: 'case', at: firstDue }]
}

/** What nobody objects to is not issued: for want of a key, a policy, or whoever would do it; or it is not what was signed. */
async function ofIssuing(
  store: Pick<OutboxStore, 'issuingBacklog'>,
  now: EpochSeconds,
): Promise<readonly ServerWarning[]> {
  const { oldestAt, alteredAt } = await store.issuingBacklog()
  const isLate = oldestAt !== null && now - oldestAt > ISSUING_SECONDS
  const isAltered = alteredAt !== null && now - alteredAt < ALTERED_TOLD_SECONDS
  return [
    ...(isLate ? [{ code: 'waits', about: 'issuing', at: oldestAt } as const] : []),
    ...(isAltered ? [{ code: 'altered', about: 'decision', at: alteredAt } as const] : []),
  ]
}

/** Of the year whose days of work nobody has set: told months before anybody would have to be promised a day in it. */
async function ofTerms(terms: Pick<TermsSource, 'inForce'>, now: EpochSeconds): Promise<readonly ServerWarning[]> {
  const inForce = await terms.inForce()
  const year = inForce === null ? null : yearToCome(inForce.edition, civilDateAt(now))
  if (year === null) return []
  return [{ code: 'missing', about: `working days of ${year}`, at: startOfDay(`${year}-01-01`) }]
}

/** Of amounts that a person has to look at, and of terminals of which all are nearly used up: a bank takes weeks to give another. */
async function ofPayments(
  store: Pick<PaymentStore, 'paymentBacklog' | 'terminalUse'>,
  now: EpochSeconds,
): Promise<readonly ServerWarning[]> {
  const { oldestAt } = await store.paymentBacklog()
  const terminals = await store.terminalUse()
  const isNearlyUsed = terminals.length > 0 && terminals.every(({ drawn }) => drawn >= WARNED_TAILS)
  return [
    ...(oldestAt === null ? [] : [{ code: 'waits', about: 'payment', at: oldestAt } as const]),
    ...(isNearlyUsed ? [{ code: 'nearly-used', about: 'terminals', at: now } as const] : []),
  ]
}
