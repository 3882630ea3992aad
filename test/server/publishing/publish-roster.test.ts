/** The roster of the border: in its set and in no other, signed anew when its people change, and kept while it can be believed. */
import t, { type Test } from 'tap'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import type { Publisher } from '../../../server/publishing/publish.ts'
import type { RosterContent } from '../../../server/publishing/roster-content.ts'
import { madeRoster } from '../../made-statements.ts'
import { nextTrustList, withRosterKey } from '../next-trust-list.ts'
import { takingScanner } from '../taking-scanner.ts'
import { madePublisher, WORLD } from './made-publisher.ts'

const { rp_id: rpId, origins, officers } = madeRoster()
const PEOPLE: RosterContent = { rpId, origins, officers }

/** A scanner that asks for the set of a circle, as the routes give it. */
function scannerOf(publisher: () => Publisher, prefix: 'border/' | '2/') {
  return takingScanner(WORLD.rootFingerprint, async (path, sha256) => {
    if (sha256 !== null) return (await publisher().artefactOfHash(sha256))?.body ?? null
    const own = ['snapshot', 'trust'].includes(path) ? `${path === 'trust' ? '2/' : prefix}${path}` : path
    // As the route does it.
    return ((await publisher().artefact(own)) ?? (await publisher().artefact(`2/${path}`)))?.body ?? null
  })
}

async function bordered(t: Test) {
  const people: { now: RosterContent | null } = { now: PEOPLE }
  const made = await madePublisher(t, { roster: async () => people.now })
  const publisher = () => made.running.publisher
  return { ...made, people, booth: scannerOf(publisher, 'border/'), gate: scannerOf(publisher, '2/') }
}

t.test(
  'without a key nothing is published, and it is told; with one the border alone hears of its people',
  async (t) => {
    const { clock, keys, running, booth, gate } = await bordered(t)
    t.equal(await running.publisher.artefact('border/snapshot'), null)
    t.ok(await running.publisher.lacksRosterKey())
    t.equal((await gate.taken(NOW)).roster, null)
    clock.now += 10
    keys.current = await withRosterKey(WORLD, keys.current, clock.now)
    const set = await booth.taken(clock.now)
    t.match(set.roster, { rp_id: rpId, origins, officers, iat: clock.now, exp: clock.now + 7 * DAY })
    t.equal(set.snapshot.wire, 2)
    t.notOk(await running.publisher.lacksRosterKey())
    const ofGate = await gate.taken(clock.now)
    t.equal(ofGate.roster, null)
    t.equal(ofGate.snapshot.version, set.snapshot.version, 'one count of versions')
    const { roster: _, ...others } = set.snapshot.artefacts
    t.same(others, ofGate.snapshot.artefacts)
  },
)

t.test('it is signed anew when its people change and each day, and not otherwise', async (t) => {
  const { clock, keys, people, booth, start, running } = await bordered(t)
  keys.current = await withRosterKey(WORLD, keys.current, clock.now)
  const first = (await booth.taken(clock.now)).roster
  clock.now += 300
  const same = await booth.taken(clock.now)
  t.equal(same.roster?.version, first?.version)
  clock.now += 1
  people.now = { ...PEOPLE, officers: officers.slice(1) }
  const fewer = (await booth.taken(clock.now)).roster
  t.same(fewer?.officers, officers.slice(1), 'who was removed is gone at once')
  t.ok((fewer?.version ?? 0) > (first?.version ?? 0))
  running.publisher = await start({ roster: async () => people.now })
  t.equal((await booth.taken(clock.now)).roster?.version, fewer?.version, 'a restart signs nothing')
  clock.now += DAY
  t.match((await booth.taken(clock.now)).roster, { iat: clock.now, officers: officers.slice(1) })
})

t.test('it goes with its key where that is stolen, and stays where it only signs no more', async (t) => {
  const { clock, keys, booth } = await bordered(t)
  const first = await withRosterKey(WORLD, keys.current, clock.now)
  keys.current = first
  const held = (await booth.taken(clock.now)).roster
  const next = async (state: 'retired' | 'compromised') => {
    clock.now += DAY
    const change = { roster: { state, ...(state === 'compromised' && { compromised_at: clock.now }) } } as const
    const whole = await nextTrustList(first.world, keys.current, { now: clock.now, change })
    const { trustText } = await nextTrustList(
      WORLD,
      { ...keys.current, trustText: keys.current.firstTrustText ?? '' },
      { now: clock.now },
    )
    const key = (purpose: Parameters<typeof whole.key>[0], at: number) =>
      purpose === 'roster' ? null : whole.key(purpose, at)
    keys.current = { ...whole, firstTrustText: trustText, key }
    return (await booth.taken(clock.now)).roster
  }
  t.same(await next('retired'), held)
  t.equal(await next('compromised'), null)
})
