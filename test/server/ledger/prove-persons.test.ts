import t from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { peopleOf } from '#evisa/person-proof.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { unprovenOf } from '../../../server/ledger/prove-persons.ts'
import { madeOverride, madeRoster, madeShift, madeVoid, PEOPLE_KEYS, signedBy } from '../../made-statements.ts'

const { supervisor } = PEOPLE_KEYS
const place = { device: 'booth-7', seq: 1, prev: null }
const chained = (event: object) => ({ ...event, ...place }) as CrossingEvent
const OVERRIDE = chained(signedBy(madeOverride(), supervisor, { person: 'p-2', credential: 'BAUG' }))
const everybody = async () => peopleOf(madeRoster())

t.test('what nobody signed whom the authority knows is unproven, and nothing else is', async (t) => {
  const { supervisor: _, ...soon } = madeVoid()
  const typed = [madeOverride(), madeVoid(), madeShift()].map(chained)
  const found = await unprovenOf([OVERRIDE, ...typed, chained(soon)], everybody)
  t.same(found, new Set(typed))
  t.same(await unprovenOf(typed, undefined), new Set(), 'where there are no persons nobody is missed')
  t.same(await unprovenOf(typed, async () => null), new Set())
})

t.test('by the keys of then: who went later is proven, who comes later is not', async (t) => {
  const goneAt = (at: number) => peopleOf(madeRoster(at >= NOW + 60 ? { officers: [] } : {}))
  t.same(await unprovenOf([OVERRIDE], async (at) => goneAt(at)), new Set())
  t.same(await unprovenOf([OVERRIDE], async (at) => goneAt(at + 60)), new Set([OVERRIDE]))
})
