/** What every store must do with the keys of people, and with the sessions that they begin. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import { MOST_KEYS, PERSON_IDLE_SECONDS, SHIFT_SECONDS } from '../../../server/store/person-store.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  firstAdministrator,
  madePerson,
  newChange,
  newInvite,
  newKey,
  newPersonSession,
  signed,
  withKey,
} from './made-deciders.ts'
import { portalOf } from './made-people.ts'
import { ACT } from './made-visas.ts'

/** Runs the contract on a store that `open` gives empty. */
export function personKeyContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} takes no name, badge or key twice`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    await madePerson(store, one, two, { name: 'Aigul', badge: 'KZ-1', roles: ['border-officer'] })
    const faultOf = async (content: object) => {
      const change = newChange(one.id)
      const sent = { ...change, content: { ...change.content, ...content } }
      const kept = await store.proposeChange(sent, await signed(store, one.id, one.credential), ACT)
      return kept.ok ? null : kept.error
    }
    t.equal(await faultOf({ name: 'Aigul' }), 'name-taken')
    t.equal(await faultOf({ badge: 'KZ-1' }), 'badge-taken')
    const key = newKey()
    const add = async (person: string, change: Partial<ReturnType<typeof newKey>> = {}) => {
      const kept = await store.addKey(person, { ...key, ...change }, { invite: null, session: null }, ACT)
      return kept.ok ? null : kept.error
    }
    t.equal(await add(one.id), null)
    t.equal(await add(two.id), 'key-known', 'the same credential')
    t.equal(await add(two.id, { credential: 'another' }), 'key-known', 'the same key by another name')
    for (let more = 2; more < MOST_KEYS; more += 1) t.equal(await add(one.id, newKey()), null)
    t.equal(await add(one.id, newKey()), 'too-many-keys')
  })

  t.test(`${name} opens a code when it is time, once, and for its own person`, async (t) => {
    const store = await open(t)
    const invite = newInvite(NOW + 100)
    const made = await store.makeAdministrator(uuidv7(), 'One', invite, ACT)
    if (typeof made === 'string') return t.fail(made)
    t.same(await store.findInvite(invite.codeHash, NOW), {
      ok: false,
      error: { kind: 'too-early', opensAt: NOW + 100 },
    })
    t.same(await store.findInvite('nothing', NOW), { ok: false, error: 'not-there' })
    const early = await store.addKey(made.id, newKey(), { invite: invite.codeHash, session: null }, ACT)
    t.equal(early.ok, false)
    const over = { ...ACT, at: NOW + 100 + 4 * 86_400 }
    t.same(await store.findInvite(invite.codeHash, over.at), { ok: false, error: 'run-out' })
    await withKey(store, made.id, invite, NOW + 100)
    t.same(await store.findInvite(invite.codeHash, NOW + 100), { ok: false, error: 'used' })
  })

  t.test(`${name} takes a challenge once, of its own console, and in time`, async (t) => {
    const store = await open(t)
    const [device, other] = [await portalOf(store), await portalOf(store)]
    const challenge = {
      id: uuidv7(),
      kind: 'sign-in',
      challenge: 'a text',
      person: null,
      invite: null,
      device,
    } as const
    await store.addChallenge(challenge, NOW)
    t.equal(await store.takeChallenge(challenge.id, other, NOW), null)
    t.match(await store.takeChallenge(challenge.id, device, NOW), { kind: 'sign-in', challenge: 'a text' })
    t.equal(await store.takeChallenge(challenge.id, device, NOW), null)
    const late = { ...challenge, id: uuidv7() }
    await store.addChallenge(late, NOW)
    t.equal(await store.takeChallenge(late.id, device, NOW + 300), null)
  })

  t.test(
    `${name} ends a session that was not used, is a day old, or whose person, key or console is gone`,
    async (t) => {
      const store = await open(t)
      const device = await portalOf(store)
      const one = await firstAdministrator(store)
      const begin = async (counter: number) => {
        const session = newPersonSession(device)
        const use = { credential: one.credential, counter }
        const begun = await store.signInByKey(one.id, use, session, { ...ACT, at: NOW })
        if (!begun.ok) throw new Error(begun.error)
        return session
      }
      const session = await begin(2)
      const lives = async (at: number, of = session) =>
        (await store.findPersonSession(of.tokenHash, device, NOW + at)) !== null
      t.match(await store.findPersonSession(session.tokenHash, device, NOW), {
        person: one.id,
        name: 'One',
        roles: ['administrator'],
      })
      t.equal(await lives(PERSON_IDLE_SECONDS), false)
      await store.findPersonSession(session.tokenHash, device, NOW + PERSON_IDLE_SECONDS - 1, false)
      t.equal(await lives(PERSON_IDLE_SECONDS), false, 'what a page asks by itself does not keep it alive')
      for (let at = 0; at < SHIFT_SECONDS; at += PERSON_IDLE_SECONDS - 1) t.equal(await lives(at), true)
      t.equal(await lives(SHIFT_SECONDS), false)
      const other = await begin(3)
      t.equal((await store.personSessionsOf(one.id, NOW)).length, 2)
      t.equal(await store.endPersonSession(other.id, 'somebody else', ACT), false)
      t.equal(await store.endPersonSession(other.id, one.id, ACT), true)
      t.equal(await lives(0, other), false)
      t.equal(await store.endKey(one.id, one.credential, ACT), false, 'the last key stays')
      await store.addKey(one.id, newKey('second'), { invite: null, session: null }, ACT)
      const third = await begin(4)
      t.equal(await store.endKey(one.id, one.credential, ACT), true)
      t.equal(await lives(0, third), false)
      t.equal(await store.findByKey(one.credential), null)
      const again = await store.signInByKey(
        one.id,
        { credential: one.credential, counter: 9 },
        newPersonSession(device),
        ACT,
      )
      t.same(again, { ok: false, error: 'key-ended' })
      await store.forgetPersonSessions(NOW + 10 * 86_400)
      t.equal((await store.personSessionsOf(one.id, NOW)).length, 0)
    },
  )

  t.test(
    `${name} notes the counter of a key at a booth, and tells of one that is not where its time says`,
    async (t) => {
      const store = await open(t)
      const { id, credential } = await firstAdministrator(store)
      const HOUR = 3600
      const note = async (at: number, counter: number) => {
        await store.noteKeyUses([{ credential, counter, at }])
        const [key] = (await store.findPerson(id))?.keys ?? []
        return [key?.counter, key?.fellAt]
      }
      t.same(await note(NOW + HOUR, 5), [5, null])
      t.same(await note(NOW + HOUR, 5), [5, null], 'the same record again')
      t.same(await note(NOW, 3), [5, null], 'an earlier one that came later')
      t.same(await note(NOW + HOUR + 60, 4), [5, null], 'the clocks of two booths')
      t.same(await note(NOW + 3 * HOUR, 4), [4, NOW + 3 * HOUR], 'a copy that was used less')
      t.same(await note(NOW + HOUR, 9), [4, NOW + 3 * HOUR], 'and one that was used more, before')
      await store.noteKeyUses([{ credential: 'nothing', counter: 1, at: NOW }])
    },
  )
}
