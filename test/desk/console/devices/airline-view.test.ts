import t from 'tap'
import { airlineRow } from '../../../../desk/console/devices/airline-view.ts'
import { DEVICES_NOW as NOW } from './devices-scene.ts'

const CARRIER = { id: 'KC', name: 'Air Astana', device_limit: 2, devices: 2, administrators: 2, created_at: NOW }
const person = (name: string, change: object = {}) => ({
  ...{ id: name, name, badge: null, email: '', roles: ['carrier-administrator' as const], carrier: 'KC' },
  ...{ stations: null, keys: [], created_at: NOW, ended_at: null, invite_opens_at: null },
  ...change,
})

t.test('an airline stands with those of its people who are there', async (t) => {
  const people = [person('Dana'), person('Gone', { ended_at: NOW }), person('Other', { carrier: 'FS' })]
  t.match(airlineRow({ ...CARRIER, tablets_until: null }, people, { language: 'en' }), {
    ...{ counted: '2 of 2 devices', isFull: true, isShort: false, tablets: '' },
    people: [{ name: 'Dana', stations: 'all stations', noKey: 'no key yet' }],
    devices: '/en/devices?carrier=KC',
  })
  const until = airlineRow({ ...CARRIER, administrators: 1, tablets_until: NOW }, [], { language: 'ru' })
  t.match(until, { isShort: true, tablets: /до 15 янв/ })
})
