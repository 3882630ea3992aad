/** What every store must do with the people who decide, and with what two say of them. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { PersonContent } from '../../../server/store/person-store.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  firstAdministrator,
  madePerson,
  newChange,
  newInvite,
  newKey,
  proposed,
  signed,
  withKey,
} from './made-deciders.ts'
import { ACT } from './made-visas.ts'

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

  t.test(`${name} makes one administrator in the place of all, whose keys and proposals end`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const officer = await madePerson(store, one, two, { name: 'Aigul' })
    await store.makeAdministrator(uuidv7(), 'Aigul', newInvite(), ACT, true)
    t.equal((await store.findPerson(one.id))?.keys.length, 1, 'not where the name is somebody else')
    const left = await proposed(store, one)
    const waiting = newInvite()
    const mole = await proposed(store, one, { content: { ...newChange(one.id).content, roles: ['administrator'] } })
    const by = { by: two.id, signature: await signed(store, two.id, two.credential) }
    t.equal((await store.approveChange(mole.id, by, waiting, ACT)).ok, true)
    const invite = newInvite()
    const made = await store.makeAdministrator(uuidv7(), 'Two', invite, ACT, true)
    t.match(made, { id: two.id, keys: [] }, 'one of them who lost the key')
    for (const { id } of [one, two]) t.same((await store.findPerson(id))?.keys, [])
    t.equal((await store.findPerson(officer.id))?.keys.length, 1, 'nobody else')
    t.match(await store.findChange(left.id), { state: 'declined', firstHash: '' })
    t.match(await store.findInvite(waiting.codeHash, NOW), { error: 'used' }, 'nor does one come back by a code')
    t.equal((await store.findInvite(invite.codeHash, NOW)).ok, true)
    const again = await withKey(store, two.id, invite)
    const lost = await proposed(store, again, { kind: 'another-key', person: one.id })
    t.equal((await store.approveChange(lost.id, null, newInvite(), ACT)).ok, true, 'nobody else could agree')
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
      t.same(await store.borderOfficersAt(NOW), await store.borderOfficers())
      t.same(await store.borderOfficersAt(NOW - 1), [], 'before there was a key')
      const boss = await madePerson(store, one, two, { name: 'Boss', roles: ['supervisor'] })
      const lost = await proposed(store, one, { kind: 'another-key', person: border.id })
      const invite = newInvite(NOW, NOW + 86_400)
      const by = { by: boss.id, signature: await signed(store, boss.id, boss.credential) }
      t.equal((await store.approveChange(lost.id, by, invite, ACT)).ok, true)
      t.match(await store.findPerson(border.id), { keys: [], inviteOpensAt: NOW + 86_400 })
      const ended = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'person-key-end')
      t.match(
        ended,
        [{ subject: border.id, detail: { credential: border.credential } }],
        'a lost key ends in the trail',
      )
      const agreeing = async (id: string, code: ReturnType<typeof newInvite>) => {
        const agreed = { by: two.id, signature: await signed(store, two.id, two.credential) }
        t.equal((await store.approveChange(id, agreed, code, ACT)).ok, true)
      }
      const [late, later] = [newInvite(), newInvite(NOW, NOW + 86_400)]
      const newcomer = await proposed(store, one)
      await agreeing(newcomer.id, late)
      const anew = await proposed(store, one, { kind: 'another-key', person: newcomer.person })
      await agreeing(anew.id, later)
      t.equal((await store.findPerson(newcomer.person))?.inviteOpensAt, NOW, 'who never had a key does not wait')
      t.same(await store.findInvite(late.codeHash, NOW), { ok: false, error: 'used' })
      t.equal((await store.findInvite(later.codeHash, NOW)).ok, true)
      const person = await store.findPerson(border.id)
      const end = await proposed(store, one, { kind: 'end', person: border.id, content: person ?? undefined } as never)
      await agreeing(end.id, newInvite())
      t.match(await store.findPerson(border.id), { endedAt: NOW, badge: 'KZ-1' })
      t.same(await store.findInvite(invite.codeHash, NOW + 86_400), { ok: false, error: 'used' })
      t.same(await store.borderOfficers(), [])
      t.notOk((await store.operators()).some(({ name: operator }) => operator === 'B'))
      const thief = await proposed(store, two)
      const again = await proposed(store, one, { kind: 'another-key', person: two.id })
      const bossAgrees = { by: boss.id, signature: await signed(store, boss.id, boss.credential) }
      t.equal((await store.approveChange(again.id, bossAgrees, newInvite(), ACT)).ok, true)
      t.match(await store.findChange(thief.id), { state: 'declined' }, 'what a lost key proposed goes with it')
    },
  )

  t.test(`${name} tells who was at the border at a time, by the badge and the powers of then`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const of = { carrier: null, stations: null }
    const content = { name: 'B', badge: 'KZ-1', email: '', roles: ['border-officer'], ...of } as const
    const border = await madePerson(store, one, two, content)
    const agree = async (at: number, kind: 'set' | 'end', then: Partial<PersonContent> = {}) => {
      const about = await proposed(store, one, { kind, person: border.id, content: { ...content, ...then } })
      const by = { by: two.id, signature: await signed(store, two.id, two.credential) }
      const done = await store.approveChange(about.id, by, newInvite(), { ...ACT, at })
      t.equal(done.ok, true)
    }
    await agree(NOW + 100, 'set', { badge: 'KZ-2', roles: ['border-supervisor'] })
    await agree(NOW + 200, 'end', { badge: 'KZ-2', roles: ['border-supervisor'] })
    const other = await madePerson(store, one, two, { name: 'C', badge: 'KZ-2', roles: ['border-officer'] })
    const at = async (time: number) => (await store.borderOfficersAt(time, border.id))[0] ?? null
    t.match(await at(NOW + 99), { badge: 'KZ-1', powers: ['officer'], keys: [{ credential: border.credential }] })
    t.match(await at(NOW + 199), { badge: 'KZ-2', powers: ['supervisor'] })
    t.equal(await at(NOW + 200), null, 'who went signs nothing')
    t.match(await store.borderOfficers(), [{ id: other.id, badge: 'KZ-2' }], 'and the badge is free')
    t.equal((await store.borderOfficersAt(NOW + 199)).length, 2)
  })
}
