/** What every store must do with the people of a carrier: who says who they are, and what ends with them. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { PersonContent } from '../../../server/store/person-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { madeDevice } from '../../made-device.ts'
import {
  firstAdministrator,
  type MadeDecider,
  madePerson,
  newChange,
  newInvite,
  newPersonSession,
  proposed,
  signed,
} from './made-deciders.ts'
import { portalOf } from './made-people.ts'
import { asTablet } from './made-tablet.ts'
import { ACT } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

const { jwk } = await madeDevice('dev-1')
const OF_KC = { carrier: 'KC', station: null }
const UNTIL = NOW + 90 * 86_400

function ofCarrier(name: string, carrier = 'KC', stations: readonly string[] | null = null): PersonContent {
  return { name, badge: null, email: '', roles: ['carrier-administrator'], carrier, stations }
}

/** A carrier and another one, and the authority's two administrators. */
async function scene(store: Store) {
  for (const id of ['KC', 'FS']) await store.setCarrier({ id, name: id, deviceLimit: 9 }, ACT)
  const one = await firstAdministrator(store)
  const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
  return { one, two, make: (content: PersonContent) => madePerson(store, one, two, content) }
}

/** What keeps a change from being proposed; null where it is proposed. */
async function proposing(store: Store, by: MadeDecider, change: Partial<Parameters<typeof newChange>[1]> = {}) {
  const kept = await store.proposeChange(newChange(by.id, change), await signed(store, by.id, by.credential), ACT)
  return kept.ok ? null : kept.error
}

async function agreeing(store: Store, id: string, by: MadeDecider | null) {
  const agreed = by && { by: by.id, signature: await signed(store, by.id, by.credential) }
  const done = await store.approveChange(id, agreed, newInvite(), ACT)
  return done.ok ? null : done.error
}

/** Runs the contract on a store that `open` gives empty. */
export function carrierPeopleContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} lets two of a carrier make others of it, and nobody else's`, async (t) => {
    const store = await open(t)
    const { one, two, make } = await scene(store)
    t.equal(await proposing(store, one, { content: ofCarrier('X', 'DV') }), 'no-such-carrier')
    const [a, b] = [await make(ofCarrier('A')), await make(ofCarrier('B'))]
    const [other, some] = [await make(ofCarrier('O', 'FS')), await make(ofCarrier('S', 'KC', ['ALA']))]
    t.match(await store.findPerson(some.id), { carrier: 'KC', stations: ['ALA'] })
    const third = await proposed(store, a, { content: ofCarrier('C') })
    t.equal(third.side, 'KC')
    t.equal(await agreeing(store, third.id, a), 'same-person')
    for (const by of [other, some, one, two])
      t.equal(await agreeing(store, third.id, by), 'no-administrator', 'two of one side')
    t.equal(await agreeing(store, third.id, null), 'others-can', 'nor by the token')
    t.equal(await agreeing(store, third.id, b), null)
    t.equal(await proposing(store, a, { content: ofCarrier('D', 'FS') }), 'not-there')
    t.equal(await proposing(store, a, {}), 'not-there', 'nor one of the authority')
    t.equal(await proposing(store, a, { kind: 'end', person: two.id }), 'not-there')
    t.equal(await proposing(store, some, { content: ofCarrier('D') }), 'no-administrator')
    const moved = { kind: 'set', person: other.id, content: ofCarrier('O') } as const
    t.equal(await proposing(store, one, moved), 'not-there', 'nobody goes from one carrier to another')
    t.equal(await proposing(store, a, { kind: 'end', person: a.id, content: ofCarrier('A') }), 'own')
  })

  t.test(`${name} tells and lets each side decline its own changes, and the authority any`, async (t) => {
    const store = await open(t)
    const { one, two, make } = await scene(store)
    const [a, b, other] = [await make(ofCarrier('A')), await make(ofCarrier('B')), await make(ofCarrier('O', 'FS'))]
    const own = await proposed(store, a, { content: ofCarrier('C') })
    const about = await proposed(store, one, { kind: 'end', person: b.id, content: ofCarrier('B') })
    const idsOf = async (side?: string) => (await store.personChanges('open', NOW, 9, side)).map(({ id }) => id)
    t.same(await idsOf('KC'), [own.id])
    t.same(await idsOf('FS'), [])
    t.same(await idsOf(), [about.id, own.id])
    t.same(
      (await store.persons('KC')).map((person) => person.name),
      ['A', 'B'],
    )
    t.equal((await store.persons()).length, 5)
    t.equal(await store.declineChange(about.id, b.id, ACT), false, 'nobody keeps the authority from it')
    t.equal(await store.declineChange(own.id, other.id, ACT), false)
    t.equal(await store.declineChange(own.id, two.id, ACT), true)
    t.equal(await store.declineChange(about.id, two.id, ACT), true)
  })

  t.test(`${name} leaves a carrier two with all of its stations, unless the authority says otherwise`, async (t) => {
    const store = await open(t)
    const { one, two, make } = await scene(store)
    const [a, b, c] = [await make(ofCarrier('A')), await make(ofCarrier('B')), await make(ofCarrier('C'))]
    const narrow = { kind: 'set', person: c.id, content: ofCarrier('C', 'KC', ['NQZ']) } as const
    t.equal(await agreeing(store, (await proposed(store, a, narrow)).id, b), null)
    const ended = { kind: 'end', person: b.id, content: ofCarrier('B') } as const
    const last = await proposed(store, a, ended)
    for (const by of [b, c]) t.not(await agreeing(store, last.id, by), null)
    const byAuthority = await proposed(store, one, ended)
    t.equal(await agreeing(store, byAuthority.id, two), null)
    t.match(await store.findPerson(b.id), { endedAt: NOW })
    t.equal(await agreeing(store, last.id, c), 'no-administrator')
  })

  t.test(`${name} ends what devices may do to others once two people have keys, and not before`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const { one, two, make } = await scene(store)
    await store.addEnrolmentCode('code', 'carrier', NOW + 900, ACT, OF_KC)
    await store.enrolDevice('code', { id: 'd1', name: 'tablet', jwk }, ACT)
    t.match(await store.findDevice('d1'), { administersUntil: null })
    await asTablet(runs, 'd1', UNTIL)
    const until = async () => (await store.findDevice('d1'))?.administersUntil
    t.equal(await until(), UNTIL)
    t.match(await store.findCarrier('KC'), { tabletsUntil: UNTIL, administrators: 0 })
    await make(ofCarrier('A'))
    const some = await make(ofCarrier('S', 'KC', ['ALA']))
    await make(ofCarrier('O', 'FS'))
    t.equal(await until(), UNTIL, 'one with all stations, and one with some')
    const wide = await proposed(store, one, { kind: 'set', person: some.id, content: ofCarrier('S') })
    t.equal(await agreeing(store, wide.id, two), null)
    t.equal(await until(), null)
    t.match(await store.findCarrier('KC'), { tabletsUntil: null, administrators: 2 })
    t.match((await store.auditAfter(0, 999)).at(-1), { act: 'end-tablets', subject: 'KC' })
    const gone = await proposed(store, one, { kind: 'end', person: some.id, content: ofCarrier('S') })
    t.equal(await agreeing(store, gone.id, two), null)
    t.match(await store.findCarrier('KC'), { tabletsUntil: null, administrators: 1 }, 'and it does not come back')
  })

  t.test(`${name} keeps the station of a device, and of a session whose it is`, async (t) => {
    const store = await open(t)
    const { one, two, make } = await scene(store)
    const some = await make(ofCarrier('S', 'KC', ['ALA']))
    await store.addEnrolmentCode('code', 'carrier', NOW + 900, ACT, { carrier: 'KC', station: 'ALA' })
    await store.enrolDevice('code', { id: 'd1', name: 'gate', jwk }, ACT)
    t.match(await store.findDevice('d1'), { carrier: 'KC', station: 'ALA' })
    await store.revokeDevice('d1', ACT, 'lost')
    t.match((await store.auditAfter(0, 999)).at(-1), { detail: { carrier: 'KC', station: 'ALA', reason: 'lost' } })
    const console = await portalOf(store)
    const session = newPersonSession(console)
    await store.signInByKey(some.id, { credential: some.credential, counter: 9 }, session, ACT)
    const found = () => store.findPersonSession(session.tokenHash, console, NOW)
    t.match(await found(), { carrier: 'KC', stations: ['ALA'] })
    const moved = await proposed(store, one, { kind: 'set', person: some.id, content: ofCarrier('S', 'KC', ['NQZ']) })
    t.equal(await agreeing(store, moved.id, two), null)
    t.match(await found(), { stations: ['NQZ'] }, 'from the next call on')
  })

  t.test(`${name} closes what a person opened with the person, and keeps no place for it`, async (t) => {
    const store = await open(t)
    const { one, two, make } = await scene(store)
    await store.setCarrier({ id: 'KC', name: 'KC', deviceLimit: 1 }, ACT)
    const a = await make(ofCarrier('A'))
    const ask = (code: string) =>
      store.addEnrolmentCode(code, 'carrier', NOW + 900, { ...ACT, actor: 'person/A' }, OF_KC)
    const enrol = (code: string) => store.enrolDevice(code, { id: `d ${code}`, name: 'gate', jwk }, ACT)
    t.equal(await ask('before'), null)
    t.equal(await ask('beyond'), 'too-many-devices')
    const moved = await proposed(store, one, { kind: 'set', person: a.id, content: ofCarrier('A', 'KC', ['NQZ']) })
    t.equal(await agreeing(store, moved.id, two), null)
    t.equal(await enrol('before'), null, 'the stations are others now')
    t.equal(await ask('again'), null)
    const gone = await proposed(store, one, { kind: 'end', person: a.id, content: ofCarrier('A', 'KC', ['NQZ']) })
    t.equal(await agreeing(store, gone.id, two), null)
    t.equal(await enrol('again'), null)
    t.equal(await ask('under way'), null, 'a request that was under way')
    t.equal(await enrol('under way'), null)
  })
}
