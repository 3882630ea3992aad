/** What people sign, as both databases keep it. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { changeBefore } from './person-rows.ts'
import type { BoothKeyUse, EmpoweredSignature, PersonRole } from './person-store.ts'
import type {
  BesideSignature,
  KeptSignature,
  PreparedAct,
  ProvenSignature,
  SignatureFault,
  SignatureStore,
  Signing,
} from './signature-store.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps, TakenBack } from './steps.ts'

const COLUMNS = `s.id, s.kind, s.subject, s.person, p.name, s.credential, s.text, s.client_data AS "clientData",
  s.authenticator_data AS "authenticatorData", s.signature, s.at, k.jwk_x AS x, k.jwk_y AS y`
// A key signs for its own person alone.
const SIGNATURES = `signatures s JOIN persons p ON p.id = s.person
  JOIN person_keys k ON k.credential = s.credential AND k.person = s.person`
const SIGNED = `SELECT ${COLUMNS} FROM ${SIGNATURES}`
const EMPOWERED = `SELECT ${COLUMNS}, p.roles, p.created_at AS "madeAt", p.ended_at AS "leftAt", k.created_at AS "keyFrom",
  k.ended_at AS "keyUntil", ${changeBefore('s.at')} AS change FROM ${SIGNATURES} WHERE s.id = ?`
const PREPARED = `SELECT id, act, prepared_by AS "preparedBy", created_at AS "createdAt", expires_at AS "expiresAt",
  signature FROM prepared_acts`

const UNSIGNED = `SELECT id, person, act, text, prepared, expires_at AS "expiresAt" FROM signings
  WHERE id = ? AND person = ? AND used_at IS NULL`

type SignatureRow = Omit<ProvenSignature, 'jwk'> & { readonly x: string; readonly y: string }

type BesideRow = BesideSignature['decision'] & { readonly claims: string | null }

/** An e-visa that another one replaced is the case's all the same: it was issued by this. */
function* beside(id: string): Steps<BesideSignature | null> {
  const row = yield* firstRow<BesideRow>(
    `SELECT d.place, d.decision, d.rule, d.reason, d.input, v.claims FROM decisions d
     LEFT JOIN visa_applications a ON a.reference = d.application LEFT JOIN visas v ON v.number = a.visa_number
     WHERE d.signature = ?`,
    id,
  )
  if (row === null) return null
  const { claims, ...decision } = row
  return { decision, visa: claims === null ? null : JSON.parse(claims) }
}

interface EmpoweredRow extends SignatureRow {
  readonly roles: string
  readonly madeAt: number
  readonly leftAt: number | null
  readonly keyFrom: number
  readonly keyUntil: number | null
  readonly change: string | null
}

export function signaturesInSteps({ act, read }: Runs): SignatureStore {
  const signed = (where: string, ...values: readonly (string | number)[]) =>
    read(() => rows<SignatureRow>(`${SIGNED} ${where}`, ...values)).then((found) => found.map(proven))
  return {
    addSigning: ({ id, person, act: does, text, prepared, expiresAt }) =>
      act(function* () {
        yield* rows(
          'INSERT INTO signings (id, person, act, text, prepared, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
          ...[id, person, does, text, prepared, expiresAt],
        )
      }),
    findSigning: (id, person, now) =>
      read(() => firstRow<Signing>(`${UNSIGNED} AND expires_at > ?`, ...[id, person, now])),
    findUnsigned: (id, person, now) =>
      read(() => firstRow<Signing>(`${UNSIGNED} AND expires_at <= ?`, ...[id, person, now])),
    useUp: (id, person, now) =>
      act(function* () {
        const used = yield* firstRow(
          'UPDATE signings SET used_at = ? WHERE id = ? AND person = ? AND used_at IS NULL AND expires_at <= ? RETURNING id',
          ...[now, id, person, now],
        )
        return used !== null
      }),
    keepSigned: (signature, note) =>
      act(function* (): Steps<Result<null, SignatureFault>> {
        yield* keepSignature(signature)
        yield* noteAct({ ...note, detail: { ...note.detail, signature: signature.id } })
        return ok(null)
      }),
    besideSignature: (id) => read(() => beside(id)),
    signaturesOf: (kind, subject) => signed('WHERE s.kind = ? AND s.subject = ? ORDER BY s.id', kind, subject),
    signaturesAfter: (id, limit) => signed('WHERE s.id > ? ORDER BY s.id LIMIT ?', id ?? '', limit),
    signedBy: (person, since, limit) =>
      signed('WHERE s.person = ? AND s.at >= ? ORDER BY s.at, s.id LIMIT ?', person, since, limit),
    prepareAct: ({ id, act: does, preparedBy, createdAt, expiresAt }) =>
      act(function* () {
        yield* rows(
          'INSERT INTO prepared_acts (id, act, prepared_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
          ...[id, does, preparedBy, createdAt, expiresAt],
        )
      }),
    // One that was done is found for as long: whoever prepared it waits for that.
    findPrepared: (id, now) =>
      read(() =>
        firstRow<PreparedAct>(`${PREPARED} WHERE id = ? AND (expires_at > ? OR signature IS NOT NULL)`, id, now),
      ),
    preparedActs: (now, limit) =>
      read(() =>
        rows<PreparedAct>(
          `${PREPARED} WHERE signature IS NULL AND expires_at > ? ORDER BY id DESC LIMIT ?`,
          now,
          limit,
        ),
      ),
  }
}

function proven({ x, y, ...signature }: SignatureRow): ProvenSignature {
  return { ...signature, jwk: { kty: 'EC', crv: 'P-256', x, y } }
}

/** A signature with what its signer could do then; null where there is none. */
export function* findEmpowered(id: string): Steps<EmpoweredSignature | null> {
  const row = yield* firstRow<EmpoweredRow>(EMPOWERED, id)
  return row && empowered(row)
}

function empowered({ roles, madeAt, leftAt, keyFrom, keyUntil, change, ...row }: EmpoweredRow): EmpoweredSignature {
  const then: { readonly roles: readonly PersonRole[] } =
    change === null ? { roles: JSON.parse(roles) } : JSON.parse(change)
  const ends = [leftAt, keyUntil].filter((end) => end !== null)
  const until = ends.length === 0 ? null : Math.min(...ends)
  return { ...proven(row), power: { roles: then.roles, from: Math.max(madeAt, keyFrom), until } }
}

/**
 * Keeps a signature beside what it decides, as a step of that act. The text is used up, and the key's counter is noted: one that
 * went back is told and refuses nobody. An act with it answers with a `Result`.
 */
export function* keepSignature(signature: KeptSignature): Steps<void> {
  const { id, kind, subject, person, credential, counter, text, clientData, authenticatorData, at } = signature
  const used = yield* firstRow<{ prepared: string | null }>(
    'UPDATE signings SET used_at = ? WHERE id = ? AND person = ? AND used_at IS NULL AND expires_at > ? RETURNING prepared',
    ...[at, id, person, at],
  )
  if (used === null) throw new TakenBack(fail<SignatureFault>('signing-over'))
  yield* useKey(person, credential, counter, at)
  yield* rows(
    `INSERT INTO signatures (id, kind, subject, person, credential, text, client_data, authenticator_data, signature, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, kind, subject, person, credential, text, clientData, authenticatorData, signature.signature, at],
  )
  if (used.prepared === null) return
  const first = yield* firstRow(
    'UPDATE prepared_acts SET signature = ? WHERE id = ? AND signature IS NULL RETURNING id',
    ...[id, used.prepared],
  )
  // Two people opened it, and one of them was first.
  if (first === null) throw new TakenBack(fail<SignatureFault>('signing-over'))
}

/** Why the signature of an act that was taken back counts no more; throws whatever else went wrong. */
export function faultTakenBack(error: unknown): SignatureFault {
  const answer = error instanceof TakenBack ? (error as TakenBack<Result<unknown, SignatureFault>>).answer : null
  if (answer !== null && !answer.ok) return answer.error
  throw error
}

/** Notes that a key was used. Takes the act back where it is good no more: it may have ended since it was looked at. */
export function* useKey(person: string, credential: string, counter: number, at: EpochSeconds): Steps<void> {
  const key = yield* firstRow(
    `UPDATE person_keys SET used_at = ?, counter = ?,
       fell_at = CASE WHEN counter > 0 AND ? <= counter THEN ? ELSE fell_at END
     WHERE credential = ? AND person = ? AND ended_at IS NULL
       AND (SELECT ended_at FROM persons WHERE id = ?) IS NULL RETURNING credential`,
    ...[at, counter, counter, at, credential, person, person],
  )
  if (key === null) throw new TakenBack(fail<SignatureFault>('key-ended'))
}

// The clocks of booths differ, and an override is of the moment of the verdict that it is about.
const ORDER_UNKNOWN_SECONDS = 900

/**
 * Notes a use at a booth, which may be told of long after: the counter of a later one is higher, of an earlier one lower. The key
 * may have ended since. The same use again changes nothing.
 */
export function* noteUse({ credential, counter, at }: BoothKeyUse): Steps<void> {
  const known = yield* firstLocked<{ counter: number; fellAt: number | null; lastAt: number }>(
    `SELECT counter, fell_at AS "fellAt", coalesce(used_at, created_at) AS "lastAt" FROM person_keys WHERE credential = ?`,
    credential,
  )
  if (known === null) return
  const since = at - known.lastAt
  const isLower = since > ORDER_UNKNOWN_SECONDS && counter <= known.counter
  const isHigher = since < -ORDER_UNKNOWN_SECONDS && counter >= known.counter
  const fell = known.counter > 0 && (isLower || isHigher)
  yield* rows(
    'UPDATE person_keys SET used_at = ?, counter = ?, fell_at = ? WHERE credential = ?',
    Math.max(at, known.lastAt),
    fell ? (isLower ? counter : known.counter) : Math.max(counter, known.counter),
    fell ? Math.max(at, known.fellAt ?? 0) : known.fellAt,
    credential,
  )
}
