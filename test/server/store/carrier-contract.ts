/** What every store must do with carriers. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { madeDevice } from '../../made-device.ts'
import { ACT } from './made-visas.ts'

const { jwk } = await madeDevice('dev-1')
const KC = { id: 'KC', name: "Air 'Astana'; --", deviceLimit: 2 }
const OF_KC = { carrier: 'KC', station: null }

/** Runs the contract on a store that `open` gives empty. */
export function carrierContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps carriers and counts their devices`, async (t) => {
    const store = await open(t)
    t.equal(await store.findCarrier('KC'), null)
    t.strictSame(await store.setCarrier(KC, ACT), {
      ...KC,
      createdAt: ACT.at,
      devices: 0,
      administrators: 0,
      tabletsUntil: null,
    })
    await store.setCarrier({ id: 'FS', name: 'FlyArystan', deviceLimit: 5 }, ACT)
    t.equal(await store.addEnrolmentCode('a', 'carrier', NOW + 900, ACT, OF_KC), null)
    t.match(await store.enrolDevice('a', { id: 'd1', name: 'admin', jwk }, ACT), { carrier: 'KC', station: null })
    t.match(await store.findDevice('d1'), { carrier: 'KC', administersUntil: null })
    t.match(await store.listCarriers(), [
      { id: 'FS', devices: 0 },
      { id: 'KC', devices: 1 },
    ])
    await store.revokeDevice('d1', ACT)
    t.match(await store.setCarrier({ ...KC, name: 'another' }, { ...ACT, at: ACT.at + 9 }), {
      name: 'another',
      createdAt: ACT.at,
      devices: 0,
    })
    t.match((await store.auditAfter(0, 100)).map(({ act, subject }) => [act, subject]).slice(0, 2), [
      ['set-carrier', 'KC'],
      ['set-carrier', 'FS'],
    ])
  })

  t.test(`${name} gives a carrier no more codes than it may have devices, asked for at once or not`, async (t) => {
    const store = await open(t)
    t.equal(await store.addEnrolmentCode('x', 'carrier', NOW + 900, ACT, OF_KC), 'no-such-carrier')
    await store.setCarrier({ ...KC, deviceLimit: 3 }, ACT)
    const ask = (code: string, at = NOW) => store.addEnrolmentCode(code, 'carrier', at + 900, { ...ACT, at }, OF_KC)
    const asked = await Promise.all(Array.from({ length: 9 }, (_, at) => ask(`code ${at}`)))
    t.equal(asked.filter((fault) => fault === null).length, 3)
    t.equal(asked.filter((fault) => fault === 'too-many-devices').length, 6)
    const kept = asked.indexOf(null)
    t.match(await store.enrolDevice(`code ${kept}`, { id: 'd1', name: 'gate', jwk }, ACT), { carrier: 'KC' })
    t.equal(await ask('one more'), 'too-many-devices', 'a device and two codes')
    t.equal(await ask('later', NOW + 900), null, 'the codes have run out')
    t.equal(await store.addEnrolmentCode('border', 'border', NOW + 900, ACT), null)
  })

  t.test(`${name} enrols no more than a carrier may have by now, whatever codes are open`, async (t) => {
    const store = await open(t)
    await store.setCarrier({ ...KC, deviceLimit: 5 }, ACT)
    const codes = ['a', 'b', 'c', 'd', 'e']
    for (const code of codes) await store.addEnrolmentCode(code, 'carrier', NOW + 900, ACT, OF_KC)
    await store.setCarrier({ ...KC, deviceLimit: 2 }, ACT)
    const enrol = (code: string) => store.enrolDevice(code, { id: `of ${code}`, name: 'gate', jwk }, ACT)
    const enrolled = await Promise.all(codes.map(enrol))
    t.equal(enrolled.filter((device) => device !== null).length, 2)
    await store.setCarrier({ ...KC, deviceLimit: 5 }, ACT)
    t.match(await enrol(codes[enrolled.indexOf(null)] ?? ''), { carrier: 'KC' }, 'a refusal does not use the code up')
  })

  t.test(`${name} takes no code of a device that was revoked since, and keeps no place for it`, async (t) => {
    const store = await open(t)
    await store.setCarrier({ ...KC, deviceLimit: 3 }, ACT)
    for (const id of ['lost', 'kept']) {
      await store.addEnrolmentCode(id, 'carrier', NOW + 900, ACT, OF_KC)
      await store.enrolDevice(id, { id, name: 'admin', jwk }, ACT)
    }
    const ask = (code: string, actor: string) =>
      store.addEnrolmentCode(code, 'carrier', NOW + 900, { ...ACT, actor }, OF_KC)
    t.equal(await ask('of lost', 'lost'), null)
    await store.revokeDevice('lost', ACT)
    t.equal(await store.enrolDevice('of lost', { id: 'd3', name: 'thief', jwk }, ACT), null)
    t.equal(await ask('later of lost', 'lost'), null, 'a request that was under way')
    t.equal(await store.enrolDevice('later of lost', { id: 'd3', name: 'thief', jwk }, ACT), null)
    for (const code of ['one', 'two']) t.equal(await ask(code, 'kept'), null)
    t.equal(await ask('three', 'kept'), 'too-many-devices')
    t.match(await store.enrolDevice('one', { id: 'd3', name: 'gate', jwk }, ACT), { id: 'd3' })
  })

  t.test(`${name} notes whose device it was in the audit trail`, async (t) => {
    const store = await open(t)
    await store.setCarrier(KC, ACT)
    await store.addEnrolmentCode('a', 'carrier', NOW + 900, ACT, { carrier: 'KC', station: 'NQZ' })
    await store.addEnrolmentCode('b', 'carrier', NOW + 900, ACT, OF_KC)
    await store.enrolDevice('a', { id: 'd1', name: 'admin', jwk }, ACT)
    await store.revokeDevice('d1', ACT)
    t.strictSame(
      (await store.auditAfter(1, 100)).map(({ act, detail }) => [act, detail]),
      [
        ['make-enrolment-code', { expires_at: NOW + 900, carrier: 'KC', station: 'NQZ' }],
        ['make-enrolment-code', { expires_at: NOW + 900, carrier: 'KC' }],
        ['enrol', { role: 'carrier', name: 'admin', carrier: 'KC', station: 'NQZ' }],
        ['revoke-device', { carrier: 'KC', station: 'NQZ' }],
      ],
    )
  })
}
