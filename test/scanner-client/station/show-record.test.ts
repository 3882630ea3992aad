import t from 'tap'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import type { OwnRecord } from '../../../scanner-client/offline/scanner-store.ts'
import { showDoubleUse, showOpenRecord, showRecorded } from '../../../scanner-client/station/show-record.ts'
import { entryOf, madeDevice } from '../../made-device.ts'
import { receiptOf } from '../made-station.ts'

const { event, hash, jws } = await (await madeDevice('booth-7')).sign(entryOf(crossing(1, {}).visa_number))
const record: OwnRecord = {
  event,
  hash,
  jws,
  place: 1,
  state: 'handed-in',
  receipt: null,
  standing: 'counts',
  isAnswered: true,
}

t.test('says what was recorded, where it is, and that two persons answer for it', async (t) => {
  const made = { recorded: 'entry', event, because: null } as const
  t.equal(showRecorded({ ...made, basis: 'online' }), 'recorded: entry, online')
  t.equal(showRecorded({ ...made, basis: 'offline' }), 'recorded: entry, offline, kept here until sync')
  t.equal(showRecorded({ ...made, basis: 'online' }, true), 'recorded: entry by override, online')
})

t.test('tells of a double use with all of its entries', async (t) => {
  const [own, other] = [crossing(1, { at: NOW }), crossing(2, { device: 'booth-9', checkpoint: 'ALA\u001b[2J' })]
  const text = showDoubleUse({ visa_number: own.visa_number, allowed: 1, own: [own], others: [other], seen: false })
  t.match(text, /DOUBLE USE of K7Q2-M4XN-9TB.: 2 entries of 1/)
  t.match(text, new RegExp(`here NQZ .* booth-7 ${own.id}`))
  t.match(text, /at {3}ALA \[2J .* booth-9/, 'and what others wrote cannot steer the terminal')
})

t.test('says of each record that is open why', async (t) => {
  const because = (change: Partial<OwnRecord>) => showOpenRecord({ ...record, ...change })
  t.match(
    because({ state: 'rejected', receipt: receiptOf(null, { result: 'rejected', because: 'event/device' }) }),
    /rejected by the server: it knows no such device at the border\./,
  )
  t.match(
    because({ standing: 'held', receipt: receiptOf(hash, { because: 'revoked-device' }) }),
    /held for a review: this device's access was ended before\./,
  )
  t.match(because({ isAnswered: false }), /never shown: scan again/)
})
