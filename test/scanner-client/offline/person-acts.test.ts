import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { peopleOf } from '#evisa/person-proof.ts'
import { fail, ok } from '#evisa/result.ts'
import { makeAssertion } from '../../../fixtures/made-authenticator.ts'
import { DAY } from '../../../fixtures/made-world.ts'
import {
  type AskForKey,
  askToBegin,
  heldPeople,
  NotProven,
  recordShift,
  signedByPerson,
} from '../../../scanner-client/offline/person-acts.ts'
import { madeOverride, madeRoster, ORIGIN, PEOPLE_KEYS, RP_ID } from '../../made-statements.ts'
import { build } from '../../server/build-app.ts'
import { withRosterKey } from '../../server/next-trust-list.ts'
import { boothAt, syncOf } from '../booth-scene.ts'

/** A key that is touched at once. */
const touch =
  (who: keyof typeof PEOPLE_KEYS, credential: string, flags = 0x05): AskForKey =>
  async (text) =>
    ok(makeAssertion(PEOPLE_KEYS[who], { text, rpId: RP_ID, origin: ORIGIN, credential, flags }))
const OFFICER = touch('officer', 'AQID')
const TAKEN_AWAY: AskForKey = async () => fail('person/cancelled')
const SUPERVISOR = touch('supervisor', 'BAUG')

async function border(t: Test) {
  const { rp_id: rpId, origins, officers } = madeRoster()
  const built = await build(t, {
    roster: async () => ({ rpId, origins, officers }),
    peopleAt: async () => peopleOf(madeRoster()),
  })
  built.keys.current = await withRosterKey(built.world, built.keys.current, built.clock.now)
  const booth = await boothAt(t, built, 'border')
  await syncOf(booth)
  return { built, booth, platform: booth.platform() }
}

t.test('a shift begins by the key of whoever is on the roster, and the server proves it too', async (t) => {
  const { built, booth, platform } = await border(t)
  const held = await heldPeople(platform)
  t.equal(held.state, 'fresh')
  const roster = held.roster ?? madeRoster()
  const { shift, signed } = await askToBegin({ checkpoint: 'NQZ' }, platform, { roster, ask: OFFICER })
  t.match(shift, { badge: 'KZ-1', person: 'p-1', until: built.clock.now + 12 * 3600 })
  t.equal((await booth.store.queued('unsent', 0, 10)).length, 0, 'nothing is recorded yet')
  await recordShift(signed, platform)
  const pass = { officer: 'KZ-1', shift: shift.event, until: shift.until - 3600 }
  const passed = await askToBegin({ checkpoint: 'NQZ', pass }, platform, { roster, ask: SUPERVISOR })
  t.match(passed.shift, { badge: 'KZ-1', person: 'p-2', until: shift.until - 3600 }, 'not past its end')
  await recordShift(passed.signed, platform)
  await recordShift({ ...passed.signed, id: platform.newId() }, platform)
  await syncOf(booth)
  const { conflicts } = (await built.authority('GET', '/v1/conflicts')).body
  t.match(conflicts, [{ kind: 'unproven' }], 'the one that was signed for another event')
  t.equal(conflicts.length, 1)
})

t.test('who is not on it, takes the key away, or holds the wrong one, proves nothing', async (t) => {
  const { platform } = await border(t)
  const roster = madeRoster()
  const [one] = roster.officers
  const twice = {
    ...roster,
    officers: [...roster.officers, { ...one, id: 'p-9', badge: 'KZ-9' } as typeof one & object],
  }
  const event = madeOverride() as Extract<CrossingEvent, { action: 'override' }>
  for (const [signing, fault] of [
    [{ roster, ask: touch('officer', 'CQkJ') }, 'statement/key'],
    [{ roster: twice, ask: OFFICER }, 'statement/key'],
    [{ roster, ask: OFFICER }, 'statement/own'],
    [{ roster, ask: touch('other', 'BwgJ') }, 'statement/power'],
    [{ roster, ask: touch('supervisor', 'BAUG', 0x0d) }, 'assertion/synced'],
    [{ roster, ask: TAKEN_AWAY }, 'person/cancelled'],
  ] as const)
    await t.rejects(signedByPerson(event, platform.enrolment.device, signing), new NotProven(fault), fault)
  const { event: signed } = await signedByPerson(event, platform.enrolment.device, { roster, ask: SUPERVISOR })
  t.equal(signed.supervisor, 'KZ-2')
})

t.test('a roster that has run out is told, also by a clock that was set back', async (t) => {
  const { built, booth, platform } = await border(t)
  t.equal((await heldPeople({ ...platform, now: () => built.clock.now + 7 * DAY + 1 })).state, 'stale')
  t.equal((await heldPeople({ ...platform, now: () => 0 })).state, 'fresh')
  const none = { ...booth.store, artefact: async () => null }
  t.equal((await heldPeople({ ...platform, store: none })).state, 'none')
})
