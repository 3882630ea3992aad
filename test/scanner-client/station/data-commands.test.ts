import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { BUNDLE_HEADER, bundleLine } from '#evisa/bundle.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { addDataCommands } from '../../../scanner-client/station/data-commands.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { build } from '../../server/build-app.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, feedPage, recordAt, told, worldSet } from '../made-station.ts'

/** The commands in this process, on a clock that stands at the made world's moment. */
function station(t: Test, folder = join(t.testdirName, 'station')) {
  const { now } = Date
  Date.now = () => NOW * 1000
  t.teardown(() => {
    Date.now = now
  })
  const run = async (...args: string[]): Promise<{ json: unknown; text: string }> => {
    const printed: { json: unknown; text: string }[] = []
    const options = () => ({ dir: folder, station: folder, offline: false, lang: 'en' as const })
    const program = new Command('scan').exitOverride()
    addDataCommands(program, { options, print: (json, text) => void printed.push({ json, text }) })
    await program.parseAsync(args, { from: 'user' })
    if (printed[0] === undefined) throw new Error('nothing was printed')
    return printed[0]
  }
  const storing = async (work: (store: ReturnType<typeof openStationStore>) => Promise<unknown>) => {
    const store = openStationStore(join(folder, 'station.db'))
    await work(store)
    await store.close()
  }
  return { run, storing }
}

t.test('enrols, syncs and tells its state, against a server', async (t) => {
  const built = await build(t, { publicUrl: () => url })
  let url = ''
  url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const { secret, root_fingerprint } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
  const { run } = station(t, join(built.dir, 'station'))
  const code = writeEnrolmentCode({ server: url, secret, root: root_fingerprint })
  t.match(await run('enrol', code, '--name', 'Booth 1', '--checkpoint', 'NQZ'), {
    json: { role: 'border', name: 'Booth 1' },
    text: /^enrolled as border \S+ \(Booth 1\), data fetched$/,
  })
  t.match(await run('sync'), { json: { handedIn: 0, newArtefacts: 0, newCrossings: 0 } })
  const { json, text } = await run('status')
  t.match(json, {
    role: 'border',
    checkpoint: 'NQZ',
    unsent: 0,
    as_of: { data: NOW, ledger: NOW },
    versions: { snapshot: 1, trust_list: 1, policy: 1 },
    warnings: [],
  })
  t.match(
    text,
    /unsent records: 0, last record: 0 -\nkeeps 0 records of the last 90 days, .*\ndata: 0 s old, ledger: 0 s old\nversions: snapshot 1, trust list 1, policy 1$/,
  )
})

t.test('warns in time of what runs out', async (t) => {
  t.testdir()
  const { run, storing } = station(t)
  await storing(async (store) => {
    await enrol(store, { role: 'carrier' })
    await hold(store, await worldSet({}, { iat: NOW - 20 * 3600 }), NOW - 3600)
  })
  const { json, text } = await run('status')
  t.match(json, {
    warnings: [{ code: 'expires-soon', about: 'snapshot', at: NOW + 4 * 3600 }],
  })
  t.match(text, /data: 20 h old\n/)
  t.match(text, /warning: The data runs out at 2026-11-22 14:00: connect and refresh/)
})

t.test('imports a bundle, and says what is wrong with one', async (t) => {
  const dir = t.testdir()
  const { run, storing } = station(t)
  const file = join(dir, 'evisa.bundle')
  await t.rejects(run('import', file), { name: 'StationError', message: /not enrolled/ })
  await storing((store) => enrol(store))
  await t.rejects(run('import', file), { name: 'StationError', message: /cannot be read/ })
  const artefacts = [...(await worldSet())].map(([path, text]) => bundleLine({ path, text }))
  const feed = bundleLine({ feed: await feedPage({ crossings: [told(crossing(1, {}))], next: 1 }) })
  writeFileSync(file, `${[BUNDLE_HEADER, ...artefacts, feed].join('\r\n')}\r\n`)
  t.match(await run('import', file), { json: { newArtefacts: 5, newCrossings: 1 } })
  t.match(await run('status'), { json: { as_of: { data: NOW - 300, ledger: NOW } } })
  appendFileSync(file, 'and something else')
  await t.rejects(run('import', file), { name: 'NotABundle', message: /is no JSON/ })
  writeFileSync(file, readFileSync(new URL(import.meta.url)))
  await t.rejects(run('import', file), { name: 'NotABundle', message: /first line/ })
})

t.test('says what is wrong with a code', async (t) => {
  t.testdir()
  const { run } = station(t)
  await t.rejects(run('enrol', 'EVISA-ENROL.x'), { name: 'StationError', message: /damaged: copy the whole of it/ })
  await t.rejects(run('sync'), { name: 'StationError', message: /not enrolled/ })
  await t.rejects(run('status'), { name: 'StationError', message: /not enrolled/ })
})

t.test('tells of what the sync or the bundle brought to light', async (t) => {
  const dir = t.testdir()
  const { run, storing } = station(t)
  const artefacts = [...(await worldSet())].map(([path, text]) => bundleLine({ path, text }))
  const other = told(crossing(1, { device: 'booth-9', at: NOW - 60 }))
  const feed = bundleLine({ feed: await feedPage({ crossings: [other], next: 1 }) })
  const file = join(dir, 'evisa.bundle')
  writeFileSync(file, `${[BUNDLE_HEADER, ...artefacts, feed].join('\n')}\n`)
  await storing(async (store) => {
    await enrol(store)
    await recordAt(store, entryOf(crossing(1, {}).visa_number))
  })
  const { json, text } = await run('import', file)
  t.match(json, { newCrossings: 1, overUsed: [{ others: [{ device: 'booth-9' }] }] })
  t.match(text, /DOUBLE USE of K7Q2-M4XN-9TB.: 2 entries of 1[\s\S]*here NQZ[\s\S]*at {3}NQZ .* booth-9/)
})
