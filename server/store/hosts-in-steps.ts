/** Hosts, as both databases keep them. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import {
  type Host,
  type HostBeforeOfficer,
  type HostDecision,
  type HostDecisionFault,
  type HostQuery,
  type HostStore,
  MOST_HOSTS_AN_ACCOUNT,
  type NewHost,
} from './host-store.ts'
import { queueLetter } from './queue-letter.ts'
import { firstLocked, firstRow, lockedRows, noteAct, type Runs, rows, type Steps } from './steps.ts'

const COLUMNS = `id, account, kind, number, name, place, state, reason, entered_by AS "enteredBy",
  decided_by AS "decidedBy", decided_at AS "decidedAt", created_at AS "createdAt"`

export function hostsInSteps({ act, read }: Runs): HostStore {
  return {
    claimHost: (host, by) => act(() => claimHost(host, by)),
    host: (id) => read(() => hostBeforeOfficer(id)),
    hostsOfAccount: (account) => read(() => hostsOfAccount(account)),
    hosts: (query) => read(() => hosts(query)),
    decideHost: (id, decision, by) => act(() => decideHost(id, decision, by)),
  }
}

function* claimHost(host: NewHost, { actor, at }: Act): Steps<Result<Host, 'too-many-hosts'>> {
  const { id, account, kind, number, name, place } = host
  // Of two claims at once the second waits here, and then finds the first.
  if (account !== null) yield* firstLocked('SELECT id FROM accounts WHERE id = ?', account)
  const own = yield* rows<Host>(
    `SELECT ${COLUMNS} FROM hosts
     WHERE ${account === null ? 'account IS NULL AND number = ?' : 'account = ?'} AND state <> 'refused'`,
    account ?? number,
  )
  const same = own.find((one) => one.number === number)
  if (same !== undefined) return ok(same)
  if (own.length >= MOST_HOSTS_AN_ACCOUNT) return fail('too-many-hosts')
  const enteredBy = account === null ? actor : null
  yield* rows(
    `INSERT INTO hosts (id, account, kind, number, name, place, state, entered_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 'claimed', ?, ?)`,
    ...[id, account, kind, number, name, place, enteredBy, at],
  )
  yield* noteAct({ actor, at, act: 'host-claim', subject: id, detail: {} })
  const decided = { reason: '', decidedBy: null, decidedAt: null }
  return ok({ ...host, state: 'claimed', enteredBy, ...decided, createdAt: at })
}

function* hostBeforeOfficer(id: string): Steps<HostBeforeOfficer | null> {
  const found = yield* firstRow<Host>(`SELECT ${COLUMNS} FROM hosts WHERE id = ?`, id)
  return found === null ? null : yield* withOthers(found)
}

function* hostsOfAccount(account: string): Steps<readonly Host[]> {
  return yield* rows<Host>(
    `SELECT ${COLUMNS} FROM hosts WHERE account = ? ORDER BY created_at, id LIMIT ${2 * MOST_HOSTS_AN_ACCOUNT}`,
    account,
  )
}

function* hosts({ state, after = { at: 0, id: '' }, limit }: HostQuery): Steps<readonly HostBeforeOfficer[]> {
  const found = yield* rows<Host>(
    `SELECT ${COLUMNS} FROM hosts WHERE (created_at, id) > (CAST(? AS bigint), ?) ${state === undefined ? '' : 'AND state = ?'}
     ORDER BY created_at, id LIMIT ?`,
    ...[after.at, after.id, ...(state === undefined ? [] : [state]), limit],
  )
  const listed: HostBeforeOfficer[] = []
  for (const host of found) listed.push(yield* withOthers(host))
  return listed
}

function* withOthers(host: Host): Steps<HostBeforeOfficer> {
  const others = yield* rows<HostBeforeOfficer['others'][number]>(
    `SELECT id, name, state, created_at AS "createdAt" FROM hosts
     WHERE number = ? AND id <> ? AND state <> 'refused' ORDER BY created_at, id LIMIT 20`,
    ...[host.number, host.id],
  )
  return { ...host, others }
}

function* decideHost(id: string, decision: HostDecision, act: Act): Steps<Result<Host, HostDecisionFault>> {
  // All of its number, in one order: of two that are decided at once the second sees what the first one did.
  const same = yield* lockedRows<Host>(
    `SELECT ${COLUMNS} FROM hosts WHERE number = (SELECT number FROM hosts WHERE id = ?) ORDER BY id`,
    id,
  )
  const host = same.find((one) => one.id === id)
  if (host === undefined) return fail('no-such-host')
  const { state: before, decidedBy, enteredBy } = host
  if (before !== 'claimed') return fail({ kind: 'decided-before', state: before, by: decidedBy ?? '' })
  const { actor, at } = act
  if (decision.state === 'confirmed') {
    if (enteredBy === actor) return fail('same-officer')
    const other = same.find(({ state }) => state === 'confirmed')
    const isOfCounter = other?.account === null
    if (other !== undefined && !(isOfCounter && decision.inPlaceOf === other.id))
      return fail({ kind: 'number-confirmed', host: other.id, isOfCounter })
    if (other !== undefined) yield* takePlace(other.id, id, act)
  }
  const reason = decision.state === 'refused' ? decision.reason : ''
  yield* rows(
    'UPDATE hosts SET state = ?, reason = ?, decided_by = ?, decided_at = ? WHERE id = ?',
    ...[decision.state, reason, actor, at, id],
  )
  yield* noteAct({ actor, at, act: `host-${decision.state}`, subject: id, detail: {} })
  const decided = { ...host, state: decision.state, reason, decidedBy: actor, decidedAt: at }
  yield* tellHost(decided, at)
  return ok(decided)
}

/** One from the counter goes on as another one, with all that it asked for. */
function* takePlace(old: string, host: string, { actor, at }: Act): Steps<void> {
  yield* rows(
    "UPDATE hosts SET state = 'refused', reason = ?, decided_by = ?, decided_at = ? WHERE id = ?",
    ...[`goes on as ${host}`, actor, at, old],
  )
  yield* rows('UPDATE invitations SET host = ? WHERE host = ?', host, old)
  yield* noteAct({ actor, at, act: 'host-replaced', subject: old, detail: { host } })
}

function* tellHost({ id, account, name, state, reason }: Host, at: number): Steps<void> {
  const to = yield* addressOfAccount(account)
  if (to === null) return
  const letter = { ...to, about: id }
  if (state === 'confirmed') yield* queueLetter({ ...letter, kind: 'host-confirmed', content: { host: name } }, at)
  else yield* queueLetter({ ...letter, kind: 'host-refused', content: { host: name, reason } }, at)
}

/** Where the person of an account is written to; null for nobody, and for who was erased. */
export function* addressOfAccount(
  account: string | null,
): Steps<{ readonly address: string; readonly language: TravellerLanguage } | null> {
  if (account === null) return null
  const found = yield* firstRow<{ address: string; language: TravellerLanguage }>(
    'SELECT email AS address, language FROM accounts WHERE id = ?',
    account,
  )
  return found === null || found.address === '' ? null : found
}
