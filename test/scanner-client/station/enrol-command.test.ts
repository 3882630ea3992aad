import { join } from 'node:path'
import { Command } from 'commander'
import QRCode from 'qrcode'
import t, { type Test } from 'tap'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { addEnrolCommand } from '../../../scanner-client/station/enrol-command.ts'
import { now, withStore } from '../../../scanner-client/station/station.ts'
import { entryOf } from '../../made-device.ts'
import { type BuildOptions, build } from '../../server/build-app.ts'
import { recordAt } from '../made-station.ts'

/** The command in this process, and a server that it reaches over the network. */
async function scene(t: Test, options: BuildOptions = {}) {
  const address = { url: '' }
  const built = await build(t, { ...options, publicUrl: () => address.url })
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  built.clock.now = now()
  const global = { dir: join(built.dir, 'booth'), station: 'booth', offline: false, lang: 'en' as const }
  const run = async (...args: string[]) => {
    const printed: { json: unknown; text: string }[] = []
    const program = new Command('scan').exitOverride()
    addEnrolCommand(program, { options: () => global, print: (json, text) => void printed.push({ json, text }) })
    await program.parseAsync(['enrol', ...args], { from: 'user' })
    const { exitCode } = process
    process.exitCode = undefined
    return { ...printed[0], exitCode }
  }
  const codeFor = async (role: 'border' | 'carrier') => {
    const { body } = await built.authority('POST', '/v1/enrolment-codes', { role })
    return writeEnrolmentCode({ server: body.server, secret: body.secret, root: body.root_fingerprint })
  }
  const storing = <T>(work: (store: ScannerStore) => Promise<T>) => withStore(global, work)
  return { built, run, codeFor, storing }
}

t.test('takes the code as text or as a picture of it', async (t) => {
  const { built, run, codeFor, storing } = await scene(t)
  const text = `  ${await codeFor('border')}\n`
  t.match(await run(text, '--name', 'Booth 1'), {
    json: { role: 'border', name: 'Booth 1', fetched: true, unsent: 0 },
    text: /^enrolled as border dev-\S+ \(Booth 1\), data fetched$/,
    exitCode: undefined,
  })
  const picture = join(built.dir, 'code.png')
  await QRCode.toFile(picture, await codeFor('carrier'))
  t.match(await run(picture, '--replace', '--checkpoint', 'nqz'), { json: { role: 'carrier', fetched: true } })
  t.match(await storing((store) => store.enrolment()), { checkpoint: 'NQZ' })
})

t.test(
  'a folder that is enrolled is enrolled anew only where that is asked for, and the code is not used up',
  async (t) => {
    const { run, codeFor, storing } = await scene(t)
    await run(await codeFor('border'), '--name', 'Booth 1')
    const before = await storing((store) => store.enrolment())
    const code = await codeFor('carrier')
    await t.rejects(run(code), {
      name: 'StationError',
      message: /enrolled already, as border dev-\S+ \(Booth 1\): .*--station FOLDER; .*--replace$/,
    })
    t.same(await storing((store) => store.enrolment()), before)
    t.match(await run(code, '--replace'), { json: { role: 'carrier' } })
  },
)

t.test('says what is wrong with a code', async (t) => {
  const { built, run } = await scene(t)
  const wrong = (source: string, message: RegExp) => t.rejects(run(source), { message }, source)
  await wrong('EVISA-ENROL.x', /damaged: copy the whole of it/)
  await wrong('no-such-file.png', /There is no file "no-such-file.png"/)
  const other = join(built.dir, 'other.png')
  await QRCode.toFile(other, 'EV1:123')
  await wrong(other, /an enrolment code begins with EVISA-ENROL\./)
  const { default: sharp } = await import('sharp')
  const empty = join(built.dir, 'empty.png')
  await sharp({ create: { width: 200, height: 200, channels: 3, background: '#ffffff' } }).toFile(empty)
  await wrong(empty, /there is no code in the picture/)
})

t.test('tells what becomes of the records of before', async (t) => {
  const { built, run, codeFor, storing } = await scene(t)
  await run(await codeFor('border'))
  const visa = await built.issue()
  await storing((store) => recordAt(store, entryOf(visa.visa_number)))
  t.match(await run(await codeFor('border'), '--replace'), {
    json: { role: 'border', unsent: 0 },
    text: /data fetched\nrecords of before, handed in: 1$/,
  })
  const { event } = await storing((store) => recordAt(store, entryOf(visa.visa_number)))
  // By its own key it hands in nothing any more.
  await built.authority('DELETE', `/v1/devices/${event.device}`)
  t.match(await run(await codeFor('carrier'), '--replace'), {
    json: { role: 'carrier', unsent: 1 },
    text: /data fetched\nunsent records of before: 1, kept; only a border station can hand them in/,
  })
  t.match(await run(await codeFor('border'), '--replace'), {
    json: { role: 'border', unsent: 0 },
    text: /data fetched\nrecords of before, handed in: 1$/,
  })
})

t.test('is enrolled though the data did not come, and says what to do', async (t) => {
  const { built, run, codeFor, storing } = await scene(t)
  const code = await codeFor('border')
  const failing = () => Promise.reject(new Error('the disk is gone'))
  Object.assign(built.publisher, { artefact: failing })
  const ran = await run(code)
  t.match(ran, { json: { fetched: false }, exitCode: 1 })
  t.match(ran.text, /^enrolled as border dev-\S+ \(.+\), but NO DATA YET\n.*try again: npm run -s scan -- sync$/)
  t.match(await storing((store) => store.enrolment()), { role: 'border' })
})
