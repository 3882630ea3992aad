/** What a store must still hold, and a new life of one that came from a backup, as both databases keep it. */
import type { Epoch } from '#evisa/epoch.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { isGraverStatus, VISAS_A_LIST, type VisaStatus } from '#evisa/status-list.ts'
import type { Act } from './audit-store.ts'
import { DEVICE_COLUMNS, type DeviceRow, sumOfRevoked } from './device-rows.ts'
import { type LedgerEnd, NO_LEDGER } from './ledger-head.ts'
import { sendBackIssue } from './outbox-in-steps.ts'
import { sumOfEditions } from './proposal-rows.ts'
import type { PublishedArtefact } from './publishing-store.ts'
import { recallPayments } from './recall-payments.ts'
import {
  DOUBT_KINDS,
  type Doubt,
  type DoubtCounts,
  type DoubtKind,
  type DoubtVerdict,
  type KnownPublication,
  type LostPart,
  type PublishedPlace,
  type RecoveryStore,
  type StoreMark,
} from './recovery-store.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps, TakenBack } from './steps.ts'

export function recoveryInSteps({ act, read }: Runs): Omit<RecoveryStore, 'changesSoFar'> {
  return {
    mark: () => read(mark),
    lostOf: (of) => read(() => lostOf(of)),
    beginEpoch: (epoch, known, by) => act(() => beginEpoch(epoch, known, by)),
    takeKnown: (known, by) => act(() => takeKnown(known, by)),
    restoredAt: () => read(restoredAt),
    doubts: async (kind, after, limit) => {
      if (kind === 'place') await act(dropSettledPlaces)
      return read(() => listDoubts(kind, after, limit))
    },
    countDoubts: () => read(countDoubts),
    isInDoubt: (kind, id) => read(() => isInDoubt(kind, id)),
    heldPlaces: () => read(heldPlaces),
    explainedPlaces: (list, statuses) => read(() => explainedPlaces(list, statuses)),
    settleDoubts: (kind, ids, verdict, by) => act(() => settle(kind, ids, verdict, by)),
  }
}

// What was stopped is claimed by nobody until then; of a column that takes no NULL it is the year 9999.
const NEVER = 253_402_300_799
// No status list is of this size, so that nothing is drawn from one that was closed.
const CLOSED = VISAS_A_LIST
const IS_USED = 'CASE WHEN entries_used >= entries_allowed THEN 1 ELSE 0 END'

function* mark(): Steps<StoreMark> {
  const epoch = yield* firstRow<Epoch>('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
  const ledger = yield* firstRow<LedgerEnd>('SELECT position, head FROM ledger_heads ORDER BY position DESC LIMIT 1')
  const audit = yield* firstRow<StoreMark['audit']>('SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1')
  const snapshot = yield* versionOf('snapshot')
  // The migration that makes the table puts the first one in it.
  return { epoch: epoch as Epoch, ledger: ledger ?? NO_LEDGER, audit: audit ?? { position: 0, hash: '' }, snapshot }
}

export function* lostOf({ epoch, ledger, audit, snapshot }: StoreMark): Steps<readonly LostPart[]> {
  const own = yield* firstRow<Epoch>('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
  if (own !== null && own.number > epoch.number) return []
  if (own?.number !== epoch.number || own.id !== epoch.id) return ['epoch']
  const lost: LostPart[] = []
  const head = yield* firstRow<LedgerEnd>('SELECT head FROM ledger_heads WHERE position = ?', ledger.position)
  if (ledger.position > 0 && head?.head !== ledger.head) lost.push('ledger')
  const row = yield* firstRow<{ hash: string }>('SELECT hash FROM audit WHERE position = ?', audit.position)
  if (audit.position > 0 && row?.hash !== audit.hash) lost.push('audit')
  if ((yield* versionOf('snapshot')) < snapshot) lost.push('snapshot')
  return lost
}

function* versionOf(path: string): Steps<number> {
  const found = yield* firstRow<{ version: number }>('SELECT version FROM artefacts WHERE path = ?', path)
  return found?.version ?? 0
}

function* restoredAt(): Steps<number> {
  const found = yield* firstRow<{ snapshot: number }>('SELECT snapshot FROM epochs ORDER BY number DESC LIMIT 1')
  return found?.snapshot ?? 0
}

function* beginEpoch({ number, id }: Epoch, known: KnownPublication, act: Act): Steps<boolean> {
  const own = yield* firstRow<Epoch>('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
  if (own !== null && own.number >= number) throw new TakenBack(false)
  const version = yield* versionOf('snapshot')
  yield* recallPayments(act.at)
  yield* rows('INSERT INTO epochs (number, id, snapshot, began_at) VALUES (?, ?, ?, ?)', number, id, version, act.at)
  yield* endAccess(act)
  yield* stopQueues()
  const places = yield* takeKnown(known, act)
  if (known.policy) yield* restorePolicy(known.policy, act)
  yield* noteAct({ ...act, act: 'begin-epoch', subject: String(number), detail: { id, places } })
  return true
}

/** Who proposed it and who approved it is in the trail of before alone. */
function* restorePolicy(editions: readonly PolicyEdition[], act: Act): Steps<void> {
  const last = yield* firstRow<{ revision: number }>('SELECT coalesce(max(revision), 0) AS revision FROM policies')
  const policy = { revision: (last?.revision ?? 0) + 1, editions: JSON.stringify(editions) }
  yield* rows(
    'INSERT INTO policies (revision, editions, proposal, approved_at, sum) VALUES (?, ?, NULL, ?, ?)',
    ...[policy.revision, policy.editions, act.at, sumOfEditions(policy)],
  )
  const subject = String(policy.revision)
  yield* noteAct({ ...act, act: 'restore-policy', subject, detail: { editions: editions.length } })
}

/** Whoever was shut out since the backup was made would be let in again by it. */
function* endAccess({ at }: Act): Steps<void> {
  yield* rows('DELETE FROM access_tokens')
  yield* rows('UPDATE enrolment_codes SET expires_at = 0 WHERE used_by IS NULL')
  yield* rows('UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL', at)
  yield* rows('DELETE FROM sign_ins')
  yield* rows('UPDATE person_sessions SET ended_at = ? WHERE ended_at IS NULL', at)
  yield* rows('UPDATE key_invites SET used_at = ? WHERE used_at IS NULL', at)
  for (const table of ['key_challenges', 'signings']) yield* rows(`DELETE FROM ${table}`)
  // One of them may have been taken back since.
  yield* rows(`UPDATE proposals SET state = 'declined', decided_at = ? WHERE state = 'open'`, at)
  yield* rows(`UPDATE person_changes SET state = 'declined', first_hash = '', decided_at = ? WHERE state = 'open'`, at)
  yield* rows(`INSERT INTO doubts (kind, id) SELECT 'device', id FROM devices WHERE revoked_at IS NULL
    ON CONFLICT DO NOTHING`)
  yield* rows(`INSERT INTO doubts (kind, id) SELECT 'operator', name FROM operators WHERE removed_at IS NULL
    ON CONFLICT DO NOTHING`)
}

/** What waits to go out may have gone out since the backup was made. */
function* stopQueues(): Steps<void> {
  const waits = `next_at IS NOT NULL AND handed_at IS NULL`
  for (const queue of ['letters', 'deliveries']) {
    yield* rows(
      `INSERT INTO doubts (kind, id) SELECT '${queue}', id FROM ${queue} WHERE ${waits} ON CONFLICT DO NOTHING`,
    )
    yield* rows(`UPDATE ${queue} SET state = 'waiting', next_at = NULL, attempts = attempts + 1 WHERE ${waits}`)
  }
  yield* rows(`INSERT INTO doubts (kind, id) SELECT 'issuing', application FROM issuing_outbox WHERE true
    ON CONFLICT DO NOTHING`)
  yield* rows('UPDATE issuing_outbox SET next_at = ?, attempts = attempts + 1', NEVER)
}

function* takeKnown({ artefacts, places, lastList }: KnownPublication, act: Act): Steps<number> {
  for (const artefact of artefacts) yield* putNewer(artefact)
  yield* closeLists(lastList)
  const held = yield* holdPlaces(places)
  if (held > 0) yield* noteAct({ ...act, act: 'hold-places', subject: 'status', detail: { places: held } })
  return held
}

function* putNewer({ path, version, kid, signedAt, sha256, body }: PublishedArtefact): Steps<void> {
  // Without the hash of its content it is signed anew, as what follows it.
  yield* rows(
    `INSERT INTO artefacts (path, version, kid, signed_at, content_hash, sha256, body) VALUES (?, ?, ?, ?, '', ?, ?)
     ON CONFLICT (path) DO UPDATE SET version = excluded.version, kid = excluded.kid, signed_at = excluded.signed_at,
       content_hash = '', sha256 = excluded.sha256, body = excluded.body
     WHERE artefacts.version < excluded.version`,
    ...[path, version, kid, signedAt, sha256, body],
  )
}

/** Which places were given since is known to nobody: the next one is drawn from a list that nobody has seen. */
function* closeLists(lastList: number): Steps<void> {
  const own = yield* firstRow<{ list: number | null }>(
    'SELECT max(list) AS list FROM (SELECT list FROM status_lists UNION ALL SELECT max(status_list) FROM visas) AS l',
  )
  const last = Math.max(lastList, own?.list ?? 0)
  yield* rows('UPDATE status_lists SET drawn = ? WHERE list <= ?', CLOSED, last)
  yield* rows(
    'INSERT INTO status_lists (list, places, drawn) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ...[last, new Uint8Array(), CLOSED],
  )
}

/** Keeps which places were published graver than the store has them, and gives how many of them are news. */
function* holdPlaces(places: readonly PublishedPlace[]): Steps<number> {
  let held = 0
  for (const [list, ofList] of Map.groupBy(places, (one) => one.list)) {
    const said = yield* rows<{ id: string; status: VisaStatus }>("SELECT id, status FROM doubts WHERE kind = 'place'")
    const saidOf = new Map(said.map(({ id, status }) => [id, status]))
    const news = ofList.filter(({ place, status }) => {
      const before = saidOf.get(`${list}/${place}`)
      return before === undefined || isGraverStatus(status, before)
    })
    if (news.length === 0) continue
    // All of a list at once: no database finds an e-visa by its place.
    const own = yield* rows<OwnVisa & { readonly place: number }>(
      `SELECT number, status_index AS place, status, ${IS_USED} AS "isUsed" FROM visas WHERE status_list = ?`,
      list,
    )
    const visaAt = new Map(own.map((visa) => [visa.place, visa]))
    for (const { place, status } of news) {
      const visa = visaAt.get(place)
      if (visa !== undefined && (saysAsMuch(visa, status) || visa.status === status)) continue
      yield* holdPlace(`${list}/${place}`, status, visa?.number ?? null)
      held += 1
    }
  }
  return held
}

function* holdPlace(id: string, status: VisaStatus, visa: string | null): Steps<void> {
  yield* rows(
    `INSERT INTO doubts (kind, id, status, visa) VALUES ('place', ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET status = excluded.status, kept_at = NULL, ended_at = NULL`,
    ...[id, status, visa],
  )
}

interface OwnVisa {
  readonly number: string
  readonly status: VisaStatus
  readonly isUsed: number
}

/** Whether what the store says of an e-visa covers what was published of it, also once a suspension is taken back. */
function saysAsMuch({ status, isUsed }: Omit<OwnVisa, 'number'>, published: VisaStatus): boolean {
  return status === 'revoked' || (published === 'exhausted' && isUsed === 1)
}

/** Entries that were handed in again, or what an officer did, say of some places as much as was published. */
function* settledPlaces(): Steps<readonly string[]> {
  const found = yield* rows<{ id: string; published: VisaStatus } & Omit<OwnVisa, 'number'>>(
    `SELECT doubts.id AS id, doubts.status AS published, v.status AS status, ${IS_USED} AS "isUsed"
     FROM doubts JOIN visas v ON v.number = doubts.visa
     WHERE doubts.kind = 'place' AND kept_at IS NULL AND ended_at IS NULL`,
  )
  return found.flatMap(({ id, published, ...own }) => (saysAsMuch(own, published) ? [id] : []))
}

function* dropSettledPlaces(): Steps<void> {
  for (const id of yield* settledPlaces()) yield* rows("DELETE FROM doubts WHERE kind = 'place' AND id = ?", id)
}

type DoubtRow = Omit<Doubt, 'isKept'> & { readonly keptAt: number | null }

function* listDoubts(kind: DoubtKind, after: string, limit: number): Steps<readonly Doubt[]> {
  const found = yield* rows<DoubtRow>(
    `SELECT kind, id, status, visa, kept_at AS "keptAt" FROM doubts
     WHERE kind = ? AND id > ? AND ended_at IS NULL ORDER BY id LIMIT ?`,
    ...[kind, after, limit],
  )
  return found.map(({ keptAt, ...doubt }) => ({ ...doubt, isKept: keptAt !== null }))
}

function* countDoubts(): Steps<DoubtCounts> {
  const found = yield* rows<{ kind: DoubtKind; count: number }>(
    'SELECT kind, count(*) AS count FROM doubts WHERE kept_at IS NULL AND ended_at IS NULL GROUP BY kind',
  )
  const settled = yield* settledPlaces()
  const counts = new Map(found.map(({ kind, count }) => [kind, kind === 'place' ? count - settled.length : count]))
  return Object.fromEntries(DOUBT_KINDS.map((kind) => [kind, counts.get(kind) ?? 0])) as Record<DoubtKind, number>
}

function* isInDoubt(kind: DoubtKind, id: string): Steps<boolean> {
  return (yield* firstRow('SELECT 1 AS one FROM doubts WHERE kind = ? AND id = ?', kind, id)) !== null
}

function* heldPlaces(): Steps<readonly PublishedPlace[]> {
  const found = yield* rows<{ id: string; status: PublishedPlace['status'] }>(
    "SELECT id, status FROM doubts WHERE kind = 'place' AND ended_at IS NULL",
  )
  return found.map(({ id, status }) => {
    const [list, place] = id.split('/').map(Number)
    return { list: list ?? 0, place: place ?? 0, status }
  })
}

function* explainedPlaces(list: number, statuses: ReadonlyMap<number, VisaStatus>): Steps<ReadonlySet<number>> {
  // All marks of a list are read: that is asked for where something was damaged, or where what was set last was not published yet.
  const marks = yield* rows<{ place: number; status: VisaStatus }>(
    'SELECT place, status FROM status_marks WHERE list = ? ORDER BY position',
    list,
  )
  const last = new Map(marks.map(({ place, status }) => [place, status]))
  const doubted = yield* rows<{ id: string }>("SELECT id FROM doubts WHERE kind = 'place'")
  const ids = new Set(doubted.map(({ id }) => id))
  const places = [...statuses].filter(([place, status]) => last.get(place) === status || ids.has(`${list}/${place}`))
  return new Set(places.map(([place]) => place))
}

function* settle(kind: DoubtKind, ids: readonly string[] | 'all', verdict: DoubtVerdict, act: Act): Steps<number> {
  const all = yield* rows<{ id: string }>(
    'SELECT id FROM doubts WHERE kind = ? AND kept_at IS NULL AND ended_at IS NULL ORDER BY id',
    kind,
  )
  const meant = ids === 'all' ? all : all.filter(({ id }) => ids.includes(id))
  for (const { id } of meant) {
    yield* SETTLED[kind][verdict](id, act)
    if (!REMEMBERED.includes(kind)) yield* rows('DELETE FROM doubts WHERE kind = ? AND id = ?', kind, id)
    yield* noteAct({ ...act, act: `doubt-${verdict}`, subject: id, detail: { kind } })
  }
  return meant.length
}

// Whoever shows it again, a device or a bank, finds what was said of it.
const REMEMBERED: readonly DoubtKind[] = ['place', 'payment']

type Settling = (id: string, act: Act) => Steps<unknown>

/** What becomes of it, beside that it is in doubt no more. */
const SETTLED: Readonly<Record<DoubtKind, Readonly<Record<DoubtVerdict, Settling>>>> = {
  device: {
    confirm: nothing,
    end: endDevice,
  },
  operator: {
    confirm: nothing,
    end: function* (id, { at }) {
      yield* rows('UPDATE operators SET removed_at = ? WHERE name = ? AND removed_at IS NULL', at, id)
      yield* rows('UPDATE persons SET ended_at = ? WHERE name = ? AND ended_at IS NULL', at, id)
    },
  },
  place: remembered('place'),
  letters: queueOf('letters'),
  deliveries: queueOf('deliveries'),
  issuing: {
    confirm: (id, { at }) => rows('UPDATE issuing_outbox SET next_at = ? WHERE application = ?', at, id),
    end: sendBackIssue,
  },
  payment: remembered('payment'),
}

function* nothing(): Steps<void> {}

function remembered(kind: DoubtKind): Record<DoubtVerdict, Settling> {
  return {
    confirm: (id, { at }) => rows('UPDATE doubts SET kept_at = ? WHERE kind = ? AND id = ?', at, kind, id),
    end: (id, { at }) => rows('UPDATE doubts SET ended_at = ? WHERE kind = ? AND id = ?', at, kind, id),
  }
}

function* endDevice(id: string, { at }: Act): Steps<void> {
  const row = yield* firstLocked<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ?`, id)
  if (row === null || row.revokedAt !== null) return
  yield* rows('UPDATE devices SET revoked_at = ?, sum = ? WHERE id = ?', at, sumOfRevoked(row, at), id)
}

function queueOf(table: 'letters' | 'deliveries'): Record<DoubtVerdict, Settling> {
  return {
    confirm: (id, { at }) => rows(`UPDATE ${table} SET next_at = ? WHERE id = ? AND state = 'waiting'`, at, id),
    end: (id) =>
      rows(
        `UPDATE ${table} SET state = 'bounced', error_code = 'restored', error_text = 'not sent after a restore'
         WHERE id = ? AND state = 'waiting'`,
        id,
      ),
  }
}
