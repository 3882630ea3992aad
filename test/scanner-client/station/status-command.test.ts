import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { addStatusCommand } from '../../../scanner-client/station/status-command.ts'
import { entryOf } from '../../made-device.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, receiptOf, recordAt, told, worldSet } from '../made-station.ts'

const visa = visaClaims().jti

/** A station in the state that the test makes, and what `status` says of it. */
async function stated(t: Test, make: (store: ScannerStore) => Promise<unknown>) {
  const dir = t.testdir()
  const store = openStationStore(join(dir, 'station.db'))
  await enrol(store)
  await hold(store, await worldSet(), NOW)
  await make(store)
  await store.close()
  return async (...args: string[]) => {
    const printed: { json: unknown; text: string }[] = []
    const program = new Command('scan').exitOverride()
    const options = () => ({ dir, station: dir, offline: false, lang: 'en' as const })
    addStatusCommand(program, { options, print: (json, text) => void printed.push({ json, text }) })
    await program.parseAsync(['status', ...args], { from: 'user' })
    if (printed[0] === undefined) throw new Error('nothing was printed')
    return printed[0]
  }
}

t.test('says where the chain ends, how much is unsent, and what has to be looked at', async (t) => {
  let head = ''
  const status = await stated(t, async (store) => {
    const held = await recordAt(store, entryOf(visa))
    const rejected = await recordAt(store, entryOf(visa))
    await recordAt(store, entryOf(visa))
    head = (await recordAt(store, entryOf(visa, { basis: 'online' }))).hash
    const places = new Map((await store.queued('unsent', 0, 10)).map(({ hash, place }) => [hash, place]))
    await store.keepReceipts(
      new Map([
        [places.get(held.hash) ?? 0, receiptOf(held.hash, { result: 'held', because: 'revoked-device' })],
        [places.get(rejected.hash) ?? 0, receiptOf(null, { result: 'rejected', because: 'event/device' })],
      ]),
    )
  })
  const { json, text } = await status()
  t.match(json, {
    unsent: 3,
    chain: { seq: 4, hash: head },
    open_records: [
      { state: 'handed-in', standing: 'held', because: 'revoked-device' },
      { state: 'rejected', because: 'event/device' },
      { state: 'unsent', answered: false },
    ],
    double_uses: [],
    ended: null,
  })
  t.match(text, new RegExp(`unsent records: 3, last record: 4 ${head}`))
  t.match(
    text,
    /to be looked at:\n.*held for a review: this device's access was ended before\.\n.*rejected by the server: it knows no such device at the border\.\n.*scan again/,
  )
})

t.test('lists double uses for as long as they stand, and --seen ends that they are told at every check', async (t) => {
  const status = await stated(t, async (store) => {
    await recordAt(store, entryOf(visa))
    await store.addLedgerPage({ crossings: [told(crossing(1, { device: 'booth-9' }))], next: 1, asOf: NOW })
  })
  t.match(await status(), { json: { double_uses: [{ seen: false }] }, text: /DOUBLE USE of/ })
  t.match(await status('--seen'), { json: { double_uses: [{ seen: true }] }, text: /DOUBLE USE of/ })
  t.match(await status(), { json: { double_uses: [{ seen: true }] } })
})

t.test('says that the access of this station was ended', async (t) => {
  const status = await stated(t, (store) => store.setAccessEnded('this device was revoked'))
  t.match(await status(), { json: { ended: 'this device was revoked' }, text: /REVOKED: this device was revoked/ })
})

t.test('says that the list of used entries stands still behind what the authority signed', async (t) => {
  const status = await stated(t, (store) => store.addLedgerPage({ crossings: [], next: 0, asOf: null, provenEnd: 4 }))
  const { json, text } = await status()
  t.match((json as { warnings: object[] }).warnings.at(-1), { code: 'behind', about: 'ledger' })
  t.match(text, /used entries stands still behind what the authority signed/)
})

t.test('lists what the authority has to look at of its records, in the words of the language', async (t) => {
  const conflict = { id: 'gap:1', kind: 'gap', visa_number: visa, raised_at: NOW, events: ['event-1'] }
  const conflicts = [conflict, { ...conflict, kind: 'of-tomorrow', visa_number: '', events: [] }]
  const told = { asOf: Math.floor(Date.now() / 1000) - 600, conflicts, more: true }
  const status = await stated(t, (store) => store.keepConflicts({ ...told, reviewed: [] }))
  const { json, text } = await status()
  t.match(json, { conflicts: told })
  t.match(
    text,
    /the authority has to look at, as it said 10 min ago:\n {2}\S+ \S+ Records of this device are missing\. \(event-1\)\n.*\(no e-visa\) \S+ of-tomorrow\n {2}and others/,
  )
  t.match(await (await stated(t, async () => undefined))(), { json: { conflicts: null } })
})
