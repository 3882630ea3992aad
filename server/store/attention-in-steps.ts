/** What wants somebody, counted by the indexes that there are for it; the same on both databases. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { AttentionStore, CountedAttention, CountedMatter } from './attention-store.ts'
import { type Runs, rows, type Steps } from './steps.ts'

const DAY_SECONDS = 86_400
const TOLD_SECONDS = 7 * DAY_SECONDS

interface Counting {
  readonly since: string
  readonly from: string
  /** Of the `?` in `from`. */
  readonly at?: (now: EpochSeconds) => EpochSeconds
  readonly count?: string
}

const toldSince = (now: EpochSeconds) => now - TOLD_SECONDS
const OPEN_CONFLICT = 'stands = 1 AND closed_by IS NULL'
const IN_QUEUE = `applications WHERE state IN ('paid', 'review', 'second-review')`

const COUNTED: Readonly<Record<CountedMatter, Counting>> = {
  cases: { since: 'due_at', from: IN_QUEUE },
  'cases-overdue': { since: 'due_at', from: `${IN_QUEUE} AND coalesce(due_at, 9999999999) <= ?`, at: (now) => now },
  corrections: { since: 'changed_at', from: `applications WHERE state = 'correction-asked'` },
  'second-looks': { since: 'drawn_at', from: 'second_looks WHERE looked_at IS NULL' },
  'looks-wrong': { since: 'looked_at', from: `second_looks WHERE verdict = 'wrong' AND looked_at >= ?`, at: toldSince },
  'decisions-altered': { since: 'altered_at', from: 'decisions WHERE altered_at >= ?', at: toldSince },
  hosts: { since: 'created_at', from: `hosts WHERE state = 'claimed'` },
  invitations: { since: 'changed_at', from: `invitations WHERE state IN ('submitted', 'review')` },
  proposals: { since: 'proposed_at', from: `proposals WHERE state = 'open' AND expires_at > ?`, at: (now) => now },
  conflicts: {
    since: 'raised_at',
    from: `conflicts WHERE ${OPEN_CONFLICT} AND kind <> 'override'`,
    count: 'count(DISTINCT matter)',
  },
  overrides: {
    since: 'raised_at',
    from: `conflicts WHERE ${OPEN_CONFLICT} AND kind = 'override'`,
    count: 'count(DISTINCT matter)',
  },
  referrals: { since: 'known_at', from: 'referrals WHERE stands = 1 AND coalesce(ended, 0) = 0' },
  'mail-bounced': {
    since: 'created_at',
    from: `(SELECT state, created_at FROM deliveries UNION ALL SELECT state, created_at FROM letters) AS mail
      WHERE state = 'bounced' AND created_at >= ?`,
    at: toldSince,
  },
  payments: { since: 'changed_at', from: `payments WHERE state IN ('wrong-amount', 'refund-failed')` },
  'devices-silent': {
    since: 'last_seen_at',
    from: `devices WHERE revoked_at IS NULL AND role IN ('carrier', 'border') AND coalesce(last_seen_at, created_at) < ?`,
    at: (now) => now - DAY_SECONDS,
  },
}

export function attentionInSteps({ read }: Runs): AttentionStore {
  return { attention: (now) => read(() => attention(now)) }
}

function* attention(now: EpochSeconds): Steps<readonly CountedAttention[]> {
  const all = Object.entries(COUNTED) as [CountedMatter, Counting][]
  const sql = all.map(
    ([matter, { since, from, count = 'count(*)' }]) =>
      `SELECT '${matter}' AS matter, ${count} AS count, min(${since}) AS since FROM ${from}`,
  )
  const values = all.flatMap(([, { at }]) => (at === undefined ? [] : [at(now)]))
  const counted = yield* rows<CountedAttention>(sql.join(' UNION ALL '), ...values)
  return counted.filter(({ count }) => count > 0)
}
