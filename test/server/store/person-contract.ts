/** What every store must do with the people who decide, their keys and what they sign. */
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
  proposed,
  signed,
  withKey,
} from './made-deciders.ts'
import { portalOf } from './made-people.ts'
import { ACT } from './made-visas.ts'

const LATER = { ...ACT, at: NOW + 60 }

/** Runs the contract on a store that `open` gives empty. */
export function personContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} makes the first administrator until there is one with a key, and no other by itself`, async (t) => {
    const store = await open(t)
    const [first, again] = [newInvite(), newInvite()]
    const made = await store.makeAdministrator(uuidv7(), 'One', first, ACT)
    if (typeof made === 'string') return t.fail(made)
    const remade = await store.makeAdministrator(uuidv7(), 'One', again, ACT)
    t.equal(typeof remade === 'string' ? remade : remade.id, made.id, 'another code for the same person')
    t.same(await store.findInvite(first.codeHash, NOW), { ok: false, error: 'used' })
    await withKey(store, made.id, again)
    t.equal(await store.makeAdministrator(uuidv7(), 'Two', newInvite(), ACT), 'enough')
  })

  t.test(`${name} lets two agree on a person, and the token only where nobody else could`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const open1 = await proposed(store, one)
    const sign = async (by: { id: string; credential: string }) => ({
      by: by.id,
      signature: await signed(store, by.id, by.credential),
    })
    const approve = async (id: string, by: Parameters<Store['approveChange']>[1]) => {
      const done = await store.approveChange(id, by, newInvite(), ACT)
      return done.ok ? 'done' : done.error
    }
    t.equal(await approve(open1.id, null), 'others-can')
    t.equal(await approve(open1.id, await sign(one)), 'same-person')
    const officer = await madePerson(store, one, two, { name: 'Aigul' })
    t.equal(await approve(open1.id, await sign(officer)), 'no-administrator')
    t.equal(await approve('nothing', await sign(two)), 'not-there')
    t.equal(await approve(open1.id, await sign(two)), 'done')
    t.equal(await approve(open1.id, await sign(two)), 'approved')
    const about = await proposed(store, one, { kind: 'end', person: two.id })
    t.equal(await approve(about.id, await sign(two)), 'own')
    const own = await store.proposeChange(
      newChange(one.id, { person: one.id, kind: 'set' }),
      await signed(store, one.id, one.credential),
      ACT,
    )
    t.same(own, { ok: false, error: 'own' })
    const late = await store.approveChange(about.id, null, newInvite(), { ...ACT, at: NOW + 8 * 86_400 })
    t.same(late, { ok: false, error: 'run-out' })
    t.equal(await store.declineChange(about.id, two.id, ACT), true)
    t.equal(await store.declineChange(about.id, two.id, ACT), false)
    t.equal((await store.personChanges('open', NOW, 10)).length, 0)
  })

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
      const lives = async (at: number, of = session) => (await store.findPersonSession(of.tokenHash, NOW + at)) !== null
      t.match(await store.findPersonSession(session.tokenHash, NOW), {
        person: one.id,
        name: 'One',
        roles: ['administrator'],
      })
      t.equal(await lives(PERSON_IDLE_SECONDS), false)
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
    `${name} keeps a signature with what it decides or not at all, and notes a counter that went back`,
    async (t) => {
      const store = await open(t)
      const one = await firstAdministrator(store)
      const signature = await signed(store, one.id, one.credential, { counter: 5 })
      const change = newChange(one.id)
      t.equal((await store.proposeChange(change, signature, ACT)).ok, true)
      const twice = await store.proposeChange(newChange(one.id), signature, ACT)
      t.same(twice, { ok: false, error: 'signing-over' })
      t.equal((await store.personChanges('all', NOW, 10)).length, 1, 'nothing of it stays')
      t.match(await store.signaturesOf('person-change', 'x'), [
        { id: signature.id, name: 'One', jwk: { crv: 'P-256' } },
      ])
      t.equal(await store.findSigning(signature.id, one.id, NOW), null)
      const fell = async () => (await store.findPerson(one.id))?.keys[0]?.fellAt
      t.equal(await fell(), null)
      await store.proposeChange(newChange(one.id), await signed(store, one.id, one.credential, { counter: 5 }), LATER)
      t.equal(await fell(), NOW)
      const late = await signed(store, one.id, one.credential, { at: NOW + 600 })
      t.same(await store.proposeChange(newChange(one.id), late, ACT), { ok: false, error: 'signing-over' })
      const ofNobody = await signed(store, one.id, 'no such key')
      t.same(await store.proposeChange(newChange(one.id), ofNobody, ACT), { ok: false, error: 'key-ended' })
      t.equal((await store.signaturesAfter(null, 10)).length, 2)
      t.equal((await store.signaturesAfter(signature.id, 10)).length, 1)
      t.equal((await store.signedBy(one.id, NOW, 10)).length, 2)
    },
  )

  t.test(
    `${name} ends who goes, and a lost key, and lets the border's people be named by keys that are no copies`,
    async (t) => {
      const store = await open(t)
      const one = await firstAdministrator(store)
      const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
      const border = await madePerson(store, one, two, {
        name: 'B',
        badge: 'KZ-1',
        roles: ['border-officer', 'border-supervisor'],
      })
      await store.addKey(border.id, { ...newKey('copied'), isSynced: true }, { invite: null, session: null }, ACT)
      t.match(await store.borderOfficers(), [
        { id: border.id, badge: 'KZ-1', powers: ['officer', 'supervisor'], keys: [{ credential: border.credential }] },
      ])
      const boss = await madePerson(store, one, two, { name: 'Boss', roles: ['supervisor'] })
      const lost = await proposed(store, one, { kind: 'another-key', person: border.id })
      const invite = newInvite(NOW + 86_400)
      const by = { by: boss.id, signature: await signed(store, boss.id, boss.credential) }
      t.equal((await store.approveChange(lost.id, by, invite, ACT)).ok, true)
      t.match(await store.findPerson(border.id), { keys: [], inviteOpensAt: NOW + 86_400 })
      const again = await store.inviteAgain(border.id, one.id, newInvite(), ACT)
      t.equal(again.ok, false, 'who had a key takes two and a wait')
      const person = await store.findPerson(border.id)
      const end = await proposed(store, one, { kind: 'end', person: border.id, content: person ?? undefined } as never)
      const agreed = { by: two.id, signature: await signed(store, two.id, two.credential) }
      t.equal((await store.approveChange(end.id, agreed, newInvite(), ACT)).ok, true)
      t.match(await store.findPerson(border.id), { endedAt: NOW, badge: null })
      t.same(await store.findInvite(invite.codeHash, NOW + 86_400), { ok: false, error: 'used' })
      t.same(await store.borderOfficers(), [])
      t.notOk((await store.operators()).some(({ name: operator }) => operator === 'B'))
    },
  )

  t.test(`${name} waits with what a terminal made ready until it was signed`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const prepared = { id: uuidv7(), act: '{}', preparedBy: 'operator/A', createdAt: NOW, expiresAt: NOW + 3600 }
    await store.prepareAct(prepared)
    t.match(await store.preparedActs(NOW, 10), [{ ...prepared, signature: null }])
    const signing = {
      id: uuidv7(),
      person: one.id,
      act: '{}',
      text: 'a text',
      prepared: prepared.id,
      expiresAt: NOW + 600,
    }
    await store.addSigning(signing)
    const signature = { ...(await signed(store, one.id, one.credential)), id: signing.id }
    t.equal((await store.proposeChange(newChange(one.id), signature, ACT)).ok, true)
    t.equal((await store.preparedActs(NOW, 10)).length, 0)
    t.match(await store.findPrepared(prepared.id, NOW + 4000), { signature: signing.id })
  })
}
