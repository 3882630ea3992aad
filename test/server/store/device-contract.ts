/** What every store must do with devices. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { madeDevice } from '../../made-device.ts'
import { ACT } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

const { jwk } = await madeDevice('dev-1')
const device = (id: string) => ({ id, name: "Booth '7'; --", jwk })
const REPORT = { unsent: 3, headSeq: 17, dataAsOf: NOW - 60, ledgerAsOf: NOW - 30, wire: 2 } as const

/** Runs the contract on a store that `open` gives empty. */
export function deviceContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} takes an enrolment code once and in time`, async (t) => {
    const store = await open(t)
    await store.addEnrolmentCode('code', 'border', NOW + 900, ACT)
    await store.addEnrolmentCode('late', 'carrier', NOW + 900, ACT)
    t.equal(await store.enrolDevice('another', device('d0'), ACT), null)
    t.equal(await store.enrolDevice('late', device('d0'), { at: NOW + 900 }), null, 'at its end it is over')
    const both = await Promise.all(['d1', 'd2'].map((id) => store.enrolDevice('code', device(id), ACT)))
    const [enrolled] = both.filter((one) => one !== null)
    t.equal(both.filter((one) => one === null).length, 1, 'of two at once one is first')
    const id = enrolled?.id ?? ''
    t.strictSame(enrolled, {
      ...device(id),
      role: 'border',
      carrier: null,
      station: null,
      administersUntil: null,
      createdAt: NOW,
      lastSeenAt: null,
      revokedAt: null,
      report: null,
    })
    t.equal(await store.enrolDevice('code', device('d3'), ACT), null, 'used')
    t.strictSame(await store.listDevices(), [enrolled])
    t.strictSame(await store.findDevice(id), enrolled)
    t.equal(await store.findDevice('d3'), null)
  })

  t.test(`${name} forgets codes that have run out, used or not, once another one is made`, async (t) => {
    const store = await open(t)
    const { read } = await runsOf(store)
    const codes = async () =>
      (
        await read(() => rows<{ code: string }>('SELECT code_hash AS code FROM enrolment_codes ORDER BY code_hash'))
      ).map(({ code }) => code)
    await store.addEnrolmentCode('used', 'border', NOW + 900, ACT)
    await store.enrolDevice('used', device('d1'), ACT)
    await store.addEnrolmentCode('unused', 'border', NOW + 900, ACT)
    await store.addEnrolmentCode('later', 'border', NOW + 901, { ...ACT, at: NOW + 899 })
    t.same(await codes(), ['later', 'unused', 'used'])
    await store.addEnrolmentCode('last', 'border', NOW + 1800, { ...ACT, at: NOW + 900 })
    t.same(await codes(), ['last', 'later'])
    t.ok(await store.enrolDevice('later', device('d2'), { at: NOW + 900 }))
    t.equal(await store.enrolDevice('used', device('d3'), { at: NOW + 900 }), null)
  })

  t.test(`${name} finds a device by its access token until that has run out or the device is revoked`, async (t) => {
    const store = await open(t)
    for (const id of ['d1', 'd2']) {
      await store.addEnrolmentCode(`code ${id}`, 'carrier', NOW + 900, ACT)
      await store.enrolDevice(`code ${id}`, device(id), ACT)
    }
    const token = { tokenHash: 'one', device: 'd1', jkt: 'thumbprint', expiresAt: NOW + 300 }
    await store.saveAccessToken(token, NOW)
    await store.saveAccessToken({ ...token, tokenHash: 'two' }, NOW)
    await store.saveAccessToken({ ...token, tokenHash: 'other', device: 'd2' }, NOW)
    t.equal(await store.findByAccessToken('three', NOW), null)
    t.match(await store.findByAccessToken('one', NOW + 299), {
      device: { id: 'd1', role: 'carrier' },
      jkt: 'thumbprint',
    })
    t.equal(await store.findByAccessToken('one', NOW + 300), null)
    await store.saveAccessToken({ ...token, tokenHash: 'next', expiresAt: NOW + 900 }, NOW + 300)
    t.equal(await store.findByAccessToken('one', NOW), null, 'what has run out is forgotten')
    t.equal(await store.revokeDevice('d3', ACT), false)
    t.equal(await store.revokeDevice('d1', { ...ACT, at: NOW + 310 }), true)
    t.equal(await store.revokeDevice('d1', ACT), false)
    t.equal(await store.findByAccessToken('next', NOW + 311), null)
    t.match(await store.findDevice('d1'), { revokedAt: NOW + 310 })
    t.match(await store.findDevice('d2'), { revokedAt: null })
  })

  t.test(`${name} notes when a device was seen, and what it said of itself`, async (t) => {
    const store = await open(t)
    await store.addEnrolmentCode('code', 'border', NOW + 900, ACT)
    await store.enrolDevice('code', device('d1'), ACT)
    await store.saveAccessToken({ tokenHash: 'one', device: 'd1', jkt: 'x', expiresAt: NOW + 9000 }, NOW)
    const seenAt = async (at: number) => {
      await store.findByAccessToken('one', at)
      return (await store.findDevice('d1'))?.lastSeenAt
    }
    t.equal(await seenAt(NOW + 100), NOW + 100)
    t.equal(await seenAt(NOW + 159), NOW + 100, 'noted once a minute')
    t.equal(await seenAt(NOW + 160), NOW + 160)
    await store.saveReport('d1', REPORT, NOW + 200)
    t.same((await store.findDevice('d1'))?.report, { ...REPORT, at: NOW + 200, heldSeq: 0 })
    t.equal((await store.findDevice('d1'))?.lastSeenAt, NOW + 200, 'whoever reports is seen, within the minute too')
    await store.saveReport('d1', { ...REPORT, unsent: 0, ledgerAsOf: null, dataAsOf: null }, NOW + 260)
    t.match((await store.listDevices())[0]?.report, { unsent: 0, ledgerAsOf: null, at: NOW + 260 })
  })
}
