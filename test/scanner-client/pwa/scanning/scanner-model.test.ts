import t from 'tap'
import { StorageFailed } from '../../../../scanner-client/offline/scanner-store.ts'
import { beginShift, checkpointsOf } from '../../../../scanner-client/pwa/scanning/shift.ts'
import { MRZ } from '../../../server/build-app.ts'
import { scannerAtWork, shownBy } from './scanner-at-work.ts'

t.test('a booth: code, passport, admission; all of it counted, and the server has it', async (t) => {
  const { built, visa, scanner } = await scannerAtWork(t)
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['refer', 'passport/not-read'])
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['clear', null])
  await Promise.all([scanner.confirm(), scanner.confirm()])
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', basis: 'online' })
  t.match(scanner.shift.value, { clear: 1, refer: 0, refuse: 0, admitted: 1 })
  const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
  t.equal(issued.body.entries_used, 1, 'a second press did nothing')
  scanner.next()
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  t.match(shownBy(scanner), ['refer', 'entries/repeated'])
})

t.test('faults say what to do, and lose nothing', async (t) => {
  const { visa, station, scanner } = await scannerAtWork(t)
  scanner.shift.value = null
  await scanner.take([visa.qr_text])
  t.equal(scanner.fault.value?.code, 'fault/shift')
  scanner.shift.value = beginShift({ checkpoint: 'NQZ', flight: '', arrival: '', operator: '' }, 0)
  await scanner.take([visa.qr_text])
  t.equal(scanner.fault.value?.code, 'fault/shift-over', 'it began long ago')
  scanner.shift.value = beginShift({ checkpoint: 'NQZ', flight: '', arrival: '', operator: '' }, scanner.now())
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  const { record } = station.store
  Object.assign(station.store, { record: () => Promise.reject(new StorageFailed('full', 'full')) })
  await scanner.confirm()
  t.equal(scanner.fault.value?.code, 'fault/storage-full')
  t.equal(scanner.verdict.value?.recorded, null)
  Object.assign(station.store, { record })
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry' })
})

t.test('the places to choose from are those of the policy: airports for a carrier', async (t) => {
  const { built, scanner } = await scannerAtWork(t)
  await scanner.refresh()
  const all = checkpointsOf(scanner.policy.value, built.clock.now, 'border').map(({ id }) => id)
  const air = checkpointsOf(scanner.policy.value, built.clock.now, 'carrier').map(({ id }) => id)
  t.ok(all.includes('aktau-sea') && all.includes('NQZ'))
  t.ok(!air.includes('aktau-sea') && air.includes('NQZ'))
  t.same(checkpointsOf(null, built.clock.now, 'border'), [])
})
