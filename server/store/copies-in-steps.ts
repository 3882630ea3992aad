/** Copies of passports, as both databases keep them. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import { caseFault, copyAmong, dropCopy, dropParts, forgetCopies, keepPictures, refuseCopy } from './copy-steps.ts'
import type {
  BeginFault,
  CopyStore,
  NewCopy,
  NewPart,
  OwnCase,
  PartFault,
  PartTaken,
  StoredCopy,
  ViewedPicture,
  Viewing,
  WrappedKey,
} from './copy-store.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

export function copiesInSteps({ act, read }: Runs): CopyStore {
  return {
    beginCopy: (of, copy, by) => act(() => beginCopy(of, copy, by)),
    findCopy: ({ application, account }, id) =>
      read(() => copyAmong('c.id = ? AND c.application = ? AND a.account = ?', id, application, account)),
    copyById: (id) => read(() => copyAmong('c.id = ?', id)),
    copiesOf: (of, limit) => read(() => copiesOf(of, limit)),
    addPart: (id, wrappedKey, part, at) => act(() => addPart(id, wrappedKey, part, at)),
    beginCopyAnew: (id, key, at) => act(() => beginCopyAnew(id, key, at)),
    partPlaces: (id) => read(() => partPlaces(id)),
    readPart: (id, place) => read(() => readPart(id, place)),
    unmadeCopies: (before, limit) => read(() => unmadeCopies(before, limit)),
    keepPictures: (made, pages, findings, by) => act(() => keepPictures(made, pages, findings, by)),
    refuseCopy: (made, findings, by) => act(() => refuseCopy(made, findings, by)),
    viewPicture: (viewing, by) => act(() => viewPicture(viewing, by)),
    forgetCopies: (outlived) => act(() => forgetCopies(outlived)),
  }
}

function* beginCopy(
  { application, account }: OwnCase,
  { id, size, fileKey, wrappedKey }: NewCopy,
  { actor, at }: Act,
): Steps<Result<null, BeginFault>> {
  const fault = yield* caseFault(application, account)
  if (fault !== null) return fail(fault)
  const arriving = yield* rows<{ id: string }>(
    "SELECT id FROM passport_copies WHERE application = ? AND state = 'receiving'",
    application,
  )
  for (const { id: older } of arriving) yield* dropCopy(older)
  yield* rows(
    `INSERT INTO passport_copies (id, application, state, size, file_key, wrapped_key, created_at, changed_at)
     VALUES (?, ?, 'receiving', ?, ?, ?, ?, ?)`,
    ...[id, application, size, fileKey, wrappedKey, at, at],
  )
  yield* noteAct({ actor, at, act: 'copy-begin', subject: application, detail: { copy: id, size } })
  return ok(null)
}

function* copiesOf({ application, account }: OwnCase, limit: number): Steps<readonly StoredCopy[] | null> {
  const own = yield* firstRow('SELECT id FROM applications WHERE id = ? AND account = ?', application, account)
  if (own === null) return null
  const ids = yield* rows<{ id: string }>(
    'SELECT id FROM passport_copies WHERE application = ? ORDER BY created_at DESC, id DESC LIMIT ?',
    ...[application, limit],
  )
  const copies: StoredCopy[] = []
  for (const { id } of ids) {
    const copy = yield* copyAmong('c.id = ?', id)
    if (copy !== null) copies.push(copy)
  }
  return copies
}

interface Arriving extends WrappedKey {
  readonly state: StoredCopy['state']
  readonly size: number
  readonly received: number
}

function* lockArriving(id: string): Steps<Result<Arriving, PartFault>> {
  const copy = yield* firstLocked<Arriving>(
    'SELECT state, size, received, file_key AS "fileKey", wrapped_key AS "wrappedKey" FROM passport_copies WHERE id = ?',
    id,
  )
  if (copy === null) return fail('not-there')
  return copy.state === 'receiving' ? ok(copy) : fail({ kind: 'over', state: copy.state })
}

function* addPart(
  id: string,
  wrappedKey: Uint8Array,
  { place, size, bytes }: NewPart,
  at: number,
): Steps<Result<PartTaken, PartFault>> {
  const found = yield* lockArriving(id)
  if (!found.ok) return found
  const { received, ...copy } = found.value
  if (Buffer.compare(copy.wrappedKey, wrappedKey) !== 0) return fail('begun-anew')
  if (place + size > copy.size) return fail({ kind: 'past-end', size: copy.size })
  if (place !== received) return yield* repeatedPart(id, place, size, received)
  yield* rows(
    'INSERT INTO passport_copy_parts (copy, place, size, bytes) VALUES (?, ?, ?, ?)',
    ...[id, place, size, bytes],
  )
  yield* rows('UPDATE passport_copies SET received = ?, changed_at = ? WHERE id = ?', received + size, at, id)
  return ok({ received: received + size, repeated: null })
}

function* repeatedPart(id: string, place: number, size: number, received: number): Steps<Result<PartTaken, PartFault>> {
  const kept = yield* firstRow<{ bytes: Uint8Array }>(
    'SELECT bytes FROM passport_copy_parts WHERE copy = ? AND place = ? AND size = ?',
    ...[id, place, size],
  )
  return kept === null ? fail({ kind: 'out-of-order', received }) : ok({ received, repeated: kept.bytes })
}

function* beginCopyAnew(id: string, { fileKey, wrappedKey }: WrappedKey, at: number): Steps<Result<null, PartFault>> {
  const found = yield* lockArriving(id)
  if (!found.ok) return found
  yield* dropParts(id)
  yield* rows(
    'UPDATE passport_copies SET received = 0, file_key = ?, wrapped_key = ?, changed_at = ? WHERE id = ?',
    ...[fileKey, wrappedKey, at, id],
  )
  return ok(null)
}

function* partPlaces(id: string): Steps<readonly number[]> {
  const parts = yield* rows<{ place: number }>(
    'SELECT place FROM passport_copy_parts WHERE copy = ? ORDER BY place',
    id,
  )
  return parts.map(({ place }) => place)
}

function* readPart(id: string, place: number): Steps<Uint8Array | null> {
  const part = yield* firstRow<{ bytes: Uint8Array }>(
    'SELECT bytes FROM passport_copy_parts WHERE copy = ? AND place = ?',
    ...[id, place],
  )
  return part?.bytes ?? null
}

function* unmadeCopies(before: number, limit: number): Steps<readonly string[]> {
  const found = yield* rows<{ id: string }>(
    `SELECT id FROM passport_copies WHERE state = 'receiving' AND changed_at < ? AND received = size
     ORDER BY changed_at LIMIT ?`,
    ...[before, limit],
  )
  return found.map(({ id }) => id)
}

const PICTURE = `p.page, p.width, p.height, p.sha256, p.bytes, c.id AS copy, c.file_key AS "fileKey",
  c.wrapped_key AS "wrappedKey"
  FROM passport_pictures p JOIN passport_copies c ON c.id = p.copy JOIN applications a ON a.id = c.application`

function* viewPicture({ application, page, of }: Viewing, { actor, at }: Act): Steps<ViewedPicture | null> {
  const found =
    of === 'newest'
      ? yield* firstRow<ViewedPicture>(
          `SELECT ${PICTURE} WHERE c.application = ? AND p.page = ? AND c.state = 'accepted'
           ORDER BY c.created_at DESC, c.id DESC LIMIT 1`,
          ...[application, page],
        )
      : yield* firstRow<ViewedPicture>(
          `SELECT ${PICTURE} WHERE c.application = ? AND p.page = ? AND c.id = ? AND a.account = ?`,
          ...[application, page, of.copy, of.account],
        )
  if (found !== null)
    yield* noteAct({ actor, at, act: 'copy-view', subject: application, detail: { copy: found.copy, page } })
  return found
}
