import t from 'tap'
import type { ListedDevice } from '../../../../desk/console/devices/own-desk.ts'
import { isAskedFor, isSilent, needOf, placeOf, sortFleet } from '../../../../desk/console/devices/sort-fleet.ts'
import { listedDevice, listedReport, DEVICES_NOW as NOW } from './devices-scene.ts'

const HOUR = 3600
const AGO = NOW - 19 * HOUR
const report = (change: Parameters<typeof listedReport>[0]) => ({ report: listedReport(change) })

t.test('each reason to look at a device is told, the gravest where there are several', async (t) => {
  const booth = { role: 'border', carrier: null, station: null } as const
  for (const [change, need] of [
    [{}, null],
    [{ ...booth, ...report({ head_seq: 6 }), last_seen_at: AGO }, 'went-back'],
    [{ ...booth, ...report({ head_seq: 9, unsent: 1 }) }, 'not-here'],
    [{ ...report({ head_seq: 6 }) }, null],
    [{ ...booth, ...report({ head_seq: 9, unsent: 2 }), last_seen_at: AGO }, 'holds'],
    [{ last_seen_at: AGO }, 'silent'],
    [{ last_seen_at: null, report: null }, 'silent'],
    [{ last_seen_at: null, report: null, created_at: NOW - 60 }, null],
    [{ role: 'portal', last_seen_at: AGO, report: null }, 'silent'],
    [{ role: 'console', report: null }, null],
    [report({ data_as_of: AGO }), 'old-data'],
    [report({ data_as_of: null }), 'old-data'],
    [report({ ledger_as_of: null }), null],
    [{ ...booth, ...report({ ledger_as_of: AGO }) }, 'old-data'],
    [report({ wire: 1 }), 'old-program'],
    [{ report: null }, null],
    [{ ...booth, ...report({ head_seq: 6 }), revoked_at: NOW }, null],
  ] as readonly (readonly [Partial<ListedDevice>, string | null])[])
    t.equal(needOf(listedDevice(change), NOW), need, JSON.stringify(change))
  t.equal(isSilent(listedDevice({ last_seen_at: NOW - 18 * HOUR }), NOW), false)
  t.equal(isSilent(listedDevice({ last_seen_at: AGO, revoked_at: NOW }), NOW), false)
})

t.test('what wants somebody stands first, and all others by what they are, place and name', async (t) => {
  const devices = [
    listedDevice({ name: 'Gate 10' }),
    listedDevice({ name: 'Gate 9' }),
    listedDevice({ name: 'Gate 1', station: null }),
    listedDevice({ name: 'Booth 2', role: 'border', carrier: null, station: null, checkpoint: 'NQZ' }),
    listedDevice({ name: 'Booth 1', role: 'border', carrier: null, station: null, checkpoint: 'ALA' }),
    listedDevice({ name: 'quiet', last_seen_at: AGO }),
    listedDevice({ name: 'set back', role: 'border', report: listedReport({ head_seq: 1 }) }),
  ]
  t.same(
    sortFleet(devices, NOW).map(({ device }) => device.name),
    ['set back', 'quiet', 'Booth 1', 'Booth 2', 'Gate 1', 'Gate 9', 'Gate 10'],
  )
  t.equal(placeOf(listedDevice()), 'KC · NQZ')
  t.equal(placeOf(listedDevice({ carrier: null, station: null, checkpoint: 'ALA' })), 'ALA')
  t.equal(placeOf(listedDevice({ carrier: null, station: null })), '')
})

t.test('the list is what was asked for, and those whose access ended stand in none but their own', async (t) => {
  const devices = [
    listedDevice({ id: 'dev-a', name: 'Gate A' }),
    listedDevice({ id: 'dev-b', name: 'Gate B', carrier: 'FS', last_seen_at: AGO }),
    listedDevice({ id: 'dev-c', name: 'Booth', role: 'border', carrier: null, report: listedReport({ wire: 1 }) }),
    listedDevice({ id: 'dev-d', name: 'Gate D', revoked_at: NOW - 60, last_seen_at: AGO }),
  ]
  const nothing = { role: '', carrier: '', state: '', named: '' }
  const found = (asked: object) =>
    sortFleet(devices, NOW)
      .filter((one) => isAskedFor(one, { ...nothing, ...asked }, NOW))
      .map(({ device }) => device.id)
  t.same(found({}), ['dev-b', 'dev-c', 'dev-a'])
  t.same(found({ state: 'wants' }), ['dev-b', 'dev-c'])
  t.same(found({ state: 'silent' }), ['dev-b'])
  t.same(found({ state: 'ended' }), ['dev-d'])
  t.same(found({ role: 'border' }), ['dev-c'])
  t.same(found({ carrier: 'KC' }), ['dev-a'])
  t.same(found({ named: 'gate b' }), ['dev-b'])
  t.same(found({ named: 'dev-c' }), ['dev-c'])
  t.same(found({ role: 'captain' }), [])
})
