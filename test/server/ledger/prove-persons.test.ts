import t from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { peopleOf } from '#evisa/person-proof.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { isUnproven, type PersonContext, peopleAtBooths, provePersons } from '../../../server/ledger/prove-persons.ts'
import type { LedgerRecord } from '../../../server/store/ledger-store.ts'
import { RowDamaged } from '../../../server/store/row-sums.ts'
import {
  madeOverride,
  madeRoster,
  madeShift,
  madeVoid,
  ORIGIN,
  PEOPLE_KEYS,
  RP_ID,
  signedBy,
} from '../../made-statements.ts'

const { officer, supervisor, other } = PEOPLE_KEYS
const BY_OFFICER = { person: 'p-1', credential: 'AQID' }
const BY_SUPERVISOR = { person: 'p-2', credential: 'BAUG' }
const idOf = (last: number) => `0193510e-0000-7000-8000-${String(last).padStart(12, '0')}`
const chained = (event: object, seq: number, change: object = {}) =>
  ({ ...event, device: 'booth-7', seq, prev: null, ...change }) as CrossingEvent
const everybody = async () => peopleOf(madeRoster())
const nothing: PersonContext['store'] = { findRecord: async () => null }

const OVERRIDE = chained(signedBy(madeOverride(), supervisor, BY_SUPERVISOR), 9)
const SHIFT = chained(signedBy(madeShift({ id: idOf(1) }), officer, BY_OFFICER), 1)
/** What the officer of that shift does in it. */
const done = (change: object = {}, seq = 5) =>
  chained({ ...madeVoid(), supervisor: undefined, id: idOf(50), at: NOW + 60, shift: idOf(1) }, seq, change)

async function proofOf(event: CrossingEvent, others: readonly CrossingEvent[] = [], store = nothing) {
  const judged = await provePersons([...others, event], { store, peopleAt: everybody })
  const { officer, second, use } = judged.get(event) ?? {}
  return { officer, second, counter: use?.counter }
}

t.test('what nobody signed whom the authority knows is unproven, and nothing else is', async (t) => {
  const { supervisor: _, ...soon } = madeVoid()
  const typed = [madeOverride(), madeVoid(), madeShift()].map((event) => chained(event, 1))
  const all = [OVERRIDE, ...typed, chained(soon, 1)]
  const judged = await provePersons(all, { store: nothing, peopleAt: everybody })
  const found = [...judged].flatMap(([event, proof]) => (isUnproven(proof) ? [event] : []))
  t.same(found, typed)
  t.same(await provePersons(all, { store: nothing }), new Map(), 'where there are no persons nobody is missed')
  const nobody = await provePersons(typed, { store: nothing, peopleAt: async () => null })
  t.notOk([...nobody.values()].some(isUnproven))
})

t.test('by the keys of then: who went later is proven, who comes later is not', async (t) => {
  const goneAt = (late: number) => async (at: number) =>
    peopleOf(madeRoster(at + late >= NOW + 60 ? { officers: [] } : {}))
  const secondOf = async (late: number) =>
    (await provePersons([OVERRIDE], { store: nothing, peopleAt: goneAt(late) })).get(OVERRIDE)?.second
  t.equal(await secondOf(0), 'proven')
  t.equal(await secondOf(60), 'unproven')
})

t.test('of one person it is asked first, and of all only where that one is none', async (t) => {
  const asked: unknown[] = []
  const { officers } = madeRoster()
  const borderOfficersAt = async (_: number, person?: string) => {
    asked.push(person)
    return officers.filter(({ id }) => person === undefined || id === person)
  }
  const people = peopleAtBooths({ borderOfficersAt }, { rpId: RP_ID, origins: [ORIGIN] })
  t.equal((await people(NOW, 'p-1'))?.find('p-1')?.badge, 'KZ-1')
  t.equal((await people(NOW, 'p-9'))?.find('p-9'), undefined)
  t.same(asked, ['p-1', 'p-9', undefined])
  const none = peopleAtBooths({ borderOfficersAt: async () => [] }, { rpId: RP_ID, origins: [ORIGIN] })
  t.equal(await none(NOW, 'p-1'), null)
})

t.test('an officer is proven by the shift that a record names, of this booth and while it ran', async (t) => {
  t.match(await proofOf(SHIFT), { officer: 'proven', second: null, counter: 7 })
  t.match(await proofOf(done(), [SHIFT]), { officer: 'proven', second: null })
  const kept = { findRecord: async (id: string) => (id === SHIFT.id ? ({ event: SHIFT } as LedgerRecord) : null) }
  t.match(await proofOf(done(), [], kept), { officer: 'proven' }, 'as it is in the ledger')
  t.match(await proofOf(done({ shift: undefined }), [SHIFT]), { officer: 'typed' }, 'it names none')
  const rows: readonly (readonly [string, CrossingEvent])[] = [
    ['none that is here', done({ shift: idOf(2) })],
    ['of another booth', done({ device: 'booth-8' })],
    ['of another officer', done({ operator: 'KZ-3' })],
    ['past its end', done({ at: NOW + 7200 + 121 })],
    ['before it began', done({ at: NOW - 121 })],
    ['what stands before it in the chain', done({}, 1)],
  ]
  for (const [name, event] of rows) t.match(await proofOf(event, [SHIFT]), { officer: 'unproven' }, name)
  t.match(await proofOf(done({ at: NOW - 119 }), [SHIFT]), { officer: 'proven' }, 'a clock was set right meanwhile')
  const unresolved = done({ action: 'unresolved', at: NOW + 90_000, decided_at: NOW + 60 })
  t.match(await proofOf(unresolved, [SHIFT]), { officer: 'proven' }, 'written down the next morning')
  const entry = chained({ ...madeVoid(), id: idOf(3) }, 2)
  t.match(await proofOf(done({ shift: idOf(3) }), [], { findRecord: async () => ({ event: entry }) as LedgerRecord }), {
    officer: 'unproven',
  })
  const damaged = async () => {
    throw new RowDamaged('crossings', 1)
  }
  t.match(await proofOf(done(), [], { findRecord: damaged }), { officer: 'unproven' })
  await t.rejects(proofOf(done(), [], { findRecord: () => Promise.reject(new Error('away')) }), { message: 'away' })
})

t.test('a shift proves nobody that somebody else signed, or that is too long', async (t) => {
  const wrong = chained(signedBy(madeShift({ id: idOf(1) }), other, { person: 'p-3', credential: 'BwgJ' }), 1)
  t.match(await proofOf(done(), [wrong]), { officer: 'unproven' })
  const long = madeShift({ id: idOf(1), until: NOW + 12 * 3600 + 1 })
  t.match(await proofOf(done(), [chained(signedBy(long, officer, BY_OFFICER), 1)]), { officer: 'unproven' })
})

t.test('a pass lets the shift of its officer go on, not past the end of it', async (t) => {
  const passed = (change: object = {}, seq = 3) =>
    chained(
      signedBy(madeShift({ id: idOf(2), shift: idOf(1), at: NOW + 100, ...change }), supervisor, BY_SUPERVISOR),
      seq,
    )
  const pass = passed()
  t.match(await proofOf(pass, [SHIFT]), { officer: 'proven', second: 'proven' })
  const later = done({ shift: idOf(2), at: NOW + 60 })
  t.match(await proofOf(later, [SHIFT, pass]), { officer: 'proven' }, 'of a verdict before the pass, too')
  const again = passed({ id: idOf(3), shift: idOf(2) }, 4)
  t.match(await proofOf(done({ shift: idOf(3) }), [SHIFT, pass, again]), { officer: 'proven' }, 'a pass of a pass')
  const rows: readonly (readonly [string, CrossingEvent, readonly CrossingEvent[]])[] = [
    ['no such shift', pass, []],
    ['longer than the shift', passed({ until: NOW + 7201 }), [SHIFT]],
    ['of another officer', passed({ operator: 'KZ-3' }), [SHIFT]],
    ['of another booth', chained(pass, 3, { device: 'booth-8' }), [SHIFT]],
    ['itself', passed({ shift: idOf(2) }), [SHIFT]],
    ['two that name each other', passed({ shift: idOf(3) }), [passed({ id: idOf(3), shift: idOf(2) }, 3)]],
  ]
  for (const [name, event, others] of rows) {
    t.match(await proofOf(event, others), { officer: 'unproven' }, name)
    t.match(await proofOf(done({ shift: event.id, device: event.device }), [...others, event]), { officer: 'unproven' })
  }
})
