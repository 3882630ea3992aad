/** What every store must do with copies of passports. */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { KeptPicture, NewCopy, OwnCase } from '../../../server/store/copy-store.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { type MadeCase, madeCase, setCase } from './made-case.ts'
import { ACT } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

const WORKER = { actor: 'copies', at: NOW }
const later = (seconds: number) => ({ ...ACT, at: NOW + seconds })
const caseOf = ({ reference, account }: MadeCase): OwnCase => ({ application: reference, account })
const newCopy = (size = 5): NewCopy => ({ id: uuidv7(), size, fileKey: 'key-1', wrappedKey: randomBytes(60) })
const part = (place: number, ...bytes: readonly number[]) => {
  return { place, size: bytes.length, bytes: new Uint8Array(bytes) }
}
const picture = (page: number): KeptPicture => {
  return { page, width: 20, height: 10, sha256: `hash-${page}`, bytes: new Uint8Array([page]) }
}

async function arrived(store: Store, of: OwnCase, at = NOW): Promise<NewCopy> {
  const copy = newCopy(3)
  await store.beginCopy(of, copy, { ...ACT, at })
  await store.addPart(copy.id, copy.wrappedKey, part(0, 1, 2, 3), at)
  return copy
}

async function accepted(store: Store, of: OwnCase, at = NOW): Promise<NewCopy> {
  const copy = await arrived(store, of, at)
  await store.keepPictures(copy, [picture(1), picture(2)], [], { ...WORKER, at })
  return copy
}

const notesOf = async (store: Store) => (await store.auditAfter(0, 100)).map(({ act, subject }) => `${act} ${subject}`)

/** Runs the contract on a store that `open` gives empty. */
export function copyContract(name: string, open: (t: Test) => Promise<Store>): void {
  const opened = async (t: Test, state = 'draft') => {
    const store = await open(t)
    const runs = await runsOf(store)
    const made = await madeCase(runs, { state })
    return { store, runs, made, of: caseOf(made) }
  }

  t.test(`${name} keeps a copy in parts, in order, each once`, async (t) => {
    const { store, of } = await opened(t)
    const copy = newCopy()
    t.match(await store.beginCopy(of, copy, ACT), { ok: true })
    const add = (one: ReturnType<typeof part>) => store.addPart(copy.id, copy.wrappedKey, one, NOW + 1)
    t.match(await add(part(1, 2)), { error: { kind: 'out-of-order', received: 0 } })
    t.match(await add(part(0, 1, 2)), { value: { received: 2, repeated: null } })
    t.strictSame(await add(part(0, 9, 9)), { ok: true, value: { received: 2, repeated: Buffer.from([1, 2]) } })
    t.match(await add(part(0, 1)), { error: { kind: 'out-of-order', received: 2 } }, 'cut elsewhere')
    t.match(await add(part(2, 1, 2, 3, 4)), { error: { kind: 'past-end', size: 5 } })
    t.match(await add(part(2, 3, 4, 5)), { value: { received: 5 } })
    t.match(await store.findCopy(of, copy.id), {
      ...{ id: copy.id, application: of.application, state: 'receiving', size: 5, received: 5, fileKey: 'key-1' },
      ...{ findings: [], pages: 0, createdAt: NOW, changedAt: NOW + 1, caseState: 'draft' },
    })
    t.same(await store.partPlaces(copy.id), [0, 2])
    t.strictSame([...((await store.readPart(copy.id, 2)) ?? [])], [3, 4, 5])
    t.equal(await store.readPart(copy.id, 1), null)
    t.match(await store.addPart('nothing', copy.wrappedKey, part(0, 1), NOW), { error: 'not-there' })
    t.same(await notesOf(store), [`copy-begin ${of.application}`])
  })

  t.test(`${name} shows a copy to nobody but its owner, and begins none in another's case`, async (t) => {
    const { store, runs, of } = await opened(t)
    const other = caseOf(await madeCase(runs, { state: 'draft' }))
    const copy = await accepted(store, of)
    const swapped = { application: other.application, account: of.account }
    for (const not of [other, swapped, { ...of, account: other.account }]) {
      t.equal(await store.findCopy(not, copy.id), null)
      const viewing = { application: not.application, page: 1, of: { account: not.account, copy: copy.id } }
      t.equal(await store.viewPicture(viewing, ACT), null)
    }
    for (const not of [swapped, { ...of, account: other.account }, { ...of, application: 'NOTHING' }]) {
      t.match(await store.beginCopy(not, newCopy(), ACT), { error: 'not-there' })
      t.equal(await store.copiesOf(not, 9), null)
    }
    t.match(await store.findCopy(of, copy.id), { id: copy.id })
    t.match(await store.copyById(copy.id), { application: of.application })
    t.notOk(
      (await notesOf(store)).some((note) => note.startsWith('copy-view')),
      'who saw nothing is not noted',
    )
  })

  t.test(`${name} begins a copy in the place of one that still arrives`, async (t) => {
    const { store, of } = await opened(t)
    const [first, second] = [newCopy(), newCopy()]
    await store.beginCopy(of, first, ACT)
    await store.addPart(first.id, first.wrappedKey, part(0, 1), NOW)
    t.match(await store.beginCopy(of, second, later(1)), { ok: true })
    t.equal(await store.findCopy(of, first.id), null)
    t.same(await store.partPlaces(first.id), [])
    await store.addPart(second.id, second.wrappedKey, part(0, 1, 2, 3, 4, 5), NOW)
    await store.refuseCopy(second, [{ code: 'damaged', page: null }], WORKER)
    t.match(await store.beginCopy(of, newCopy(), later(2)), { ok: true })
    t.match(
      (await store.copiesOf(of, 9))?.map(({ state }) => state),
      ['receiving', 'refused'],
      'newest first',
    )
  })

  for (const state of ['paid', 'review', 'no-objection', 'refused', 'issued', 'withdrawn', 'lapsed'])
    t.test(`${name} takes no copy in a case that is ${state}`, async (t) => {
      const { store, of } = await opened(t, state)
      t.match(await store.beginCopy(of, newCopy(), ACT), { error: { kind: 'case-closed', state } })
      t.same(await store.copiesOf(of, 9), [])
    })

  t.test(`${name} takes nothing of a stream in whose place another began`, async (t) => {
    const { store, of } = await opened(t)
    const copy = newCopy()
    await store.beginCopy(of, copy, ACT)
    await store.addPart(copy.id, copy.wrappedKey, part(0, 1, 2), NOW)
    const next = { fileKey: 'key-2', wrappedKey: randomBytes(60) }
    t.match(await store.beginCopyAnew(copy.id, next, NOW + 5), { ok: true })
    t.match(await store.findCopy(of, copy.id), { received: 0, fileKey: 'key-2', changedAt: NOW + 5 })
    t.match(await store.addPart(copy.id, copy.wrappedKey, part(0, 1, 2), NOW), { error: 'begun-anew' })
    t.match(await store.addPart(copy.id, next.wrappedKey, part(0, 7), NOW), { value: { received: 1 } })
    t.same(await store.partPlaces(copy.id), [0])
    t.match(await store.beginCopyAnew('nothing', next, NOW), { error: 'not-there' })
  })

  t.test(`${name} neither accepts nor refuses a copy for what came before it was begun anew`, async (t) => {
    const { store, of } = await opened(t)
    const copy = await arrived(store, of)
    const anew = { id: copy.id, fileKey: 'key-2', wrappedKey: randomBytes(60) }
    await store.beginCopyAnew(copy.id, anew, NOW)
    t.equal(await store.keepPictures(copy, [picture(1)], [], WORKER), 'gone')
    t.equal(await store.refuseCopy(copy, [], WORKER), 'gone')
    t.match(await store.findCopy(of, copy.id), { state: 'receiving' })
    t.equal(await store.keepPictures(anew, [picture(1)], [], WORKER), 'accepted')
  })

  t.test(`${name} begins another copy while parts of the last one still come`, async (t) => {
    const { store, of } = await opened(t)
    for (let round = 0; round < 20; round += 1) {
      const last = newCopy(9)
      await store.beginCopy(of, last, ACT)
      const coming = [0, 3, 6].map((place) => store.addPart(last.id, last.wrappedKey, part(place, 1, 2, 3), NOW))
      t.match(await store.beginCopy(of, newCopy(), ACT), { ok: true })
      await Promise.all(coming)
      t.equal(await store.findCopy(of, last.id), null)
    }
  })

  t.test(`${name} keeps the pages of a copy that is accepted, and neither its parts nor the one before`, async (t) => {
    const { store, of } = await opened(t)
    const first = await accepted(store, of)
    t.match(await store.findCopy(of, first.id), { state: 'accepted', pages: 2, findings: [] })
    t.same(await store.partPlaces(first.id), [])
    t.match(await store.addPart(first.id, first.wrappedKey, part(0, 1), NOW), { error: { kind: 'over' } })
    const second = await arrived(store, of, NOW + 9)
    t.match(await store.findCopy(of, first.id), { state: 'accepted' }, 'it stands until then')
    const findings = [{ code: 'blurred', page: 1 }]
    t.equal(await store.keepPictures(second, [picture(1)], findings, WORKER), 'accepted')
    t.equal(await store.findCopy(of, first.id), null)
    t.match(await store.findCopy(of, second.id), { state: 'accepted', pages: 1, findings })
    t.equal(await store.keepPictures(second, [picture(1)], [], WORKER), 'gone', 'once only')
    t.equal(await store.keepPictures(first, [picture(1)], [], WORKER), 'gone')
    t.same(
      (await notesOf(store)).map((note) => note.split(' ')[0]),
      ['copy-begin', 'copy-accept', 'copy-begin', 'copy-accept'],
    )
  })

  t.test(`${name} refuses a copy with why, also where its case went on without it`, async (t) => {
    const { store, runs, of } = await opened(t)
    const good = await accepted(store, of)
    const bad = await arrived(store, of, NOW + 1)
    t.equal(await store.refuseCopy(bad, [{ code: 'heic', page: null }], WORKER), 'refused')
    t.match(await store.findCopy(of, bad.id), { state: 'refused', findings: [{ code: 'heic', page: null }], pages: 0 })
    t.same(await store.partPlaces(bad.id), [])
    t.equal(await store.refuseCopy(bad, [], WORKER), 'gone')
    const late = await arrived(store, of, NOW + 2)
    await setCase(runs, of.application, 'paid')
    t.equal(await store.keepPictures(late, [picture(1)], [], WORKER), 'refused')
    t.match(await store.findCopy(of, late.id), { state: 'refused', findings: [{ code: 'case-closed' }] })
    t.match(await store.findCopy(of, good.id), { state: 'accepted' })
  })

  t.test(`${name} shows the newest accepted page of a case, or one's own, and notes each look`, async (t) => {
    const { store, of } = await opened(t)
    const officer = { actor: 'operator/aliya', at: NOW }
    const newest = { application: of.application, page: 1, of: 'newest' } as const
    t.equal(await store.viewPicture(newest, officer), null)
    const copy = await accepted(store, of)
    await arrived(store, of, NOW + 5)
    const shown = { copy: copy.id, page: 1, width: 20, height: 10, sha256: 'hash-1', fileKey: 'key-1' }
    t.match(await store.viewPicture(newest, officer), shown)
    const own = { application: of.application, page: 2, of: { account: of.account, copy: copy.id } }
    const page = await store.viewPicture(own, { actor: `applicant/${of.account}`, at: NOW })
    t.match(page, { ...shown, page: 2, sha256: 'hash-2' })
    t.strictSame([...(page?.bytes ?? [])], [2])
    t.equal(await store.viewPicture({ ...newest, page: 3 }, officer), null)
    t.match(
      (await store.auditAfter(0, 100)).filter(({ act }) => act === 'copy-view'),
      [
        { actor: 'operator/aliya', subject: of.application, detail: { copy: copy.id, page: 1 } },
        { actor: `applicant/${of.account}`, subject: of.application, detail: { copy: copy.id, page: 2 } },
      ],
    )
  })

  t.test(`${name} finds what has all come and nobody made, of before`, async (t) => {
    const { store, runs, of } = await opened(t)
    const copy = await arrived(store, of)
    const half = newCopy()
    await store.beginCopy(caseOf(await madeCase(runs, { state: 'draft' })), half, ACT)
    t.same(await store.unmadeCopies(NOW + 1, 9), [copy.id])
    t.same(await store.unmadeCopies(NOW, 9), [])
    await store.refuseCopy(copy, [], WORKER)
    t.same(await store.unmadeCopies(NOW + 1, 9), [])
  })

  t.test(`${name} forgets what stopped arriving, and the copies of cases that were over before`, async (t) => {
    const { store, runs, of } = await opened(t)
    const others = [
      await madeCase(runs, { state: 'draft' }),
      await madeCase(runs, { state: 'draft' }),
      await madeCase(runs, { state: 'draft' }),
    ].map(caseOf)
    const [stopped = of, issued = of, changed = of] = others
    const kept = await accepted(store, of)
    await arrived(store, stopped)
    for (const one of [issued, changed]) await accepted(store, one)
    const end = async ({ application }: OwnCase, state: string, at: number) => {
      await runs.act(() =>
        rows(
          "INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES ('application', ?, 'x', ?, 'a', ?, '{}')",
          ...[application, state, at],
        ),
      )
      await setCase(runs, application, state)
    }
    await end(issued, 'issued', NOW + 10)
    // What is done about an e-visa later begins no time anew.
    await end(changed, 'issued', NOW + 20)
    await end(changed, 'correction-asked', NOW + 900)
    await end(changed, 'issued', NOW + 1000)
    const forget = (stoppedBefore: number, decidedBefore: number) =>
      store.forgetCopies({ stoppedBefore, decidedBefore, at: NOW + 2000 })
    t.equal(await forget(NOW, NOW + 10), 0)
    t.equal(await forget(NOW + 1, 0), 1)
    t.same(await store.copiesOf(stopped, 9), [])
    t.equal(await forget(0, NOW + 11), 1)
    t.same(await store.copiesOf(issued, 9), [])
    t.match(await store.copiesOf(changed, 9), { length: 1 })
    t.equal(await forget(0, NOW + 21), 1)
    t.match(await store.findCopy(of, kept.id), { state: 'accepted' }, 'nobody decided')
    t.equal((await notesOf(store)).filter((note) => note.startsWith('copy-forget')).length, 3)
  })
}
