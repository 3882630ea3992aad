import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import t from 'tap'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import type { Decision } from '#evisa/decision.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { applicationFor, demoApplications, demoPassport } from '../../../fixtures/demo-applications.ts'
import { packSmall } from '../../../scanner-client/offline/sums.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { clientOf, enrolStation, syncContext, withStore } from '../../../scanner-client/station/station.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { commandsInTurn } from '../../commands-in-turn.ts'
import { makePdf } from '../made-pictures.ts'

const PROJECT = join(import.meta.dirname, '../../..')
const CLI = join(PROJECT, 'scanner-client/station/cli.ts')
const dir = t.testdir()
const dataDir = join(dir, 'authority')
const { PATH, NODE_COMPILE_CACHE = '' } = process.env
// Nothing else of the environment of the tests may colour the output or name another server.
const ENV = { PATH, NODE_COMPILE_CACHE, EVISA_DATA_DIR: dataDir }

const commands = commandsInTurn(t)

function start(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [program = '', ...args] = command
  return spawn(program, args, { env: { ...ENV, ...env }, cwd: PROJECT })
}

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly ms: number
}

function run(command: readonly string[], input: string | Buffer = '', env = {}): Promise<Ran> {
  const began = Date.now()
  const child = start(command, env)
  // A child that has read enough closes its end: that is no fault of the test.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err, ms: Date.now() - began })))
}

const scanAt = (station: string) => ({
  folder: join(dir, station),
  run: async (args: readonly string[], input: string | Buffer = '', env = {}): Promise<Ran> => {
    const all = ['--station', join(dir, station), ...args]
    // Whether there are colours is asked once a process.
    if (Object.keys(env).length > 0) return run([process.execPath, CLI, ...all], input, env)
    const began = Date.now()
    const { code, stdout, stderr } = await commands.run(CLI, all, { env: ENV, cwd: PROJECT, input })
    return { code, out: stdout, err: stderr, ms: Date.now() - began }
  },
})

async function startServer(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = start([process.execPath, join(PROJECT, 'server/main.ts')], {
    EVISA_PORT: '0',
    EVISA_LOG_LEVEL: 'silent',
  })
  let said = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text
    const [, url] = /authority at (http:\S+)/.exec(said) ?? []
    if (url !== undefined) return { child, url }
  }
  throw new Error(`the server did not start: ${said}`)
}

const { child: server, url } = await startServer()
t.teardown(async () => {
  server.kill()
  await once(server, 'exit')
})
// Just after its start a busy server answers 503.
while (!(await fetch(`${url}/health/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 100))
const token = readFileSync(join(dataDir, 'authority.token'), 'utf8').trim()

// biome-ignore lint/suspicious/noExplicitAny: documents of several kinds
async function authority(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return await answer.json()
}

async function codeFor(role: 'border' | 'carrier') {
  const { secret, root_fingerprint } = await authority('POST', '/v1/enrolment-codes', { role })
  return { server: url, secret, root: root_fingerprint }
}

/** A station that is enrolled and has synced, made without a child process. */
async function stationNamed(name: string, role: 'border' | 'carrier' = 'border') {
  const station = scanAt(name)
  await withStore({ dir: station.folder, offline: false }, async (store) => {
    const enrolment = await enrolStation(store, await codeFor(role), { name, checkpoint: 'NQZ' })
    await sync(store, await clientOf(store, enrolment), syncContext)
  })
  return station
}

let invitations = 0
const [TOURISM] = demoApplications(civilDateAt(Date.now() / 1000))
if (TOURISM === undefined) throw new Error('no demo application')

async function issue(): Promise<{ visa_number: string; qr_text: string }> {
  invitations += 1
  const { category, entries, valid_from, valid_until, stay_days } = TOURISM as NonNullable<typeof TOURISM>
  const terms = { category, entries, valid_from, valid_until, stay_days }
  const support = `CLI-${String(invitations).padStart(5, '0')}`
  return await authority('POST', '/v1/visas', applicationFor(demoPassport('N1234567'), support, terms))
}

const MRZ = demoPassport('N1234567').mrz.join('|')
const PERERA = ['--mrz', MRZ]
const unsentOf = (folder: string) =>
  withStore({ dir: folder, offline: true }, async (store) =>
    (await store.queued('unsent', 0, 1000)).map(({ event }) => event),
  )
const entriesOf = async (number: string): Promise<number> =>
  (await authority('GET', `/v1/visas/${number}`)).entries_used

const [demoNumber = ''] = JSON.parse(readFileSync(join(dataDir, 'demo-visas.json'), 'utf8')).numbers as string[]
const demo = await authority('GET', `/v1/visas/${demoNumber}`)
const files = join(dir, 'files')
mkdirSync(files)
const file = (name: string) => join(files, name)

t.test('the authority prints the demo e-visa for the scanner to read', async (t) => {
  const shown = await run([
    process.execPath,
    join(PROJECT, 'desk/terminal/cli.ts'),
    '--url',
    url,
    'show',
    demoNumber,
    '--qr',
    file('visa.png'),
  ])
  t.equal(shown.code, 0, shown.err)
  t.match(shown.out, /PERERA NIMALI/)
  const png = readFileSync(file('visa.png'))
  await sharp(png).jpeg().toFile(file('visa.jpg'))
  writeFileSync(file('visa.pdf'), await makePdf([await loadPicture(png)]))
  writeFileSync(file('long.pdf'), await makePdf([], { pagesBefore: 11 }))
  writeFileSync(file('locked.pdf'), await makePdf([], { userPassword: 'secret' }))
  writeFileSync(file('visa.txt'), `${demo.qr_text}\n`)
  writeFileSync(file('passport.txt'), `${demoPassport('N1234567').mrz.join('\n')}\n`)
  writeFileSync(file('corrupt.png'), Buffer.concat([png.subarray(0, 200), Buffer.alloc(500, 7)]))
})

t.test('enrols, says who it is, and shows its status', async (t) => {
  const booth = scanAt('by-hand')
  const code = writeEnrolmentCode(await codeFor('border'))
  const enrolled = await booth.run(['enrol', code, '--name', 'Booth 9', '--checkpoint', 'NQZ'])
  t.equal(enrolled.code, 0, enrolled.err)
  t.match(enrolled.out, /^enrolled as border dev-[0-9a-f]+ \(Booth 9\), data fetched\n$/)
  const [twice, status, json] = await Promise.all([
    scanAt('twice').run(['enrol', code]),
    booth.run(['status']),
    booth.run(['--json', 'status']),
  ])
  t.match(twice, { code: 2, out: '', err: /^the server said no: This enrolment code is unknown, used or older.*\n$/ })
  t.match(status, {
    code: 0,
    out: /^ SPECIMEN · ОБРАЗЕЦ · ҮЛГІ .*\nborder dev-.* checkpoint NQZ\nunsent records: 0, last record: 0 -\nkeeps 0 records of the last 90 days, .*\ndata: \d+ s old/,
  })
  t.match(JSON.parse(json.out), { role: 'border', name: 'Booth 9', checkpoint: 'NQZ', unsent: 0, as_of: {} })
})

t.test('a wrong use ends with 2 and one clear line', async (t) => {
  const fresh = scanAt('fresh')
  const booth = await stationNamed('usage')
  const noPlace = scanAt('no-place')
  await withStore({ dir: noPlace.folder, offline: false }, async (store) => {
    await enrolStation(store, await codeFor('carrier'), { name: 'gate', checkpoint: null })
  })
  const cases: [Promise<Ran>, RegExp][] = [
    [fresh.run(['enrol', 'EVISA-ENROL.AAAA']), /^the enrolment code is damaged: copy the whole of it\n$/],
    [fresh.run(['check', demo.qr_text]), /^this station is not enrolled: .*\n$/],
    [booth.run(['--lang', 'de', 'check', demo.qr_text]), /en, ru, kk/],
    [booth.run(['check', demo.qr_text, '--flight', 'x']), /^--flight /],
    [booth.run(['admit', demo.qr_text, '--operator', 'x'.repeat(41)]), /1 to 40 characters/],
    [noPlace.run(['check', demo.qr_text]), /^say where: --checkpoint NQZ/],
    [noPlace.run(['admit', demo.qr_text, '--checkpoint', 'NQZ']), /^only a border station records/],
  ]
  for (const [ran, line] of cases) {
    const { code, out, err } = await ran
    t.equal(code, 2, err)
    t.equal(out, '')
    t.match(err, line)
    t.notMatch(err, /\n {4}at /, 'no stack')
  }
  t.match(
    await fresh.run(['enrol', writeEnrolmentCode({ ...(await codeFor('border')), server: 'http://127.0.0.1:1' })]),
    {
      code: 1,
      err: /^the server cannot be reached: check the network/,
    },
  )
})

t.test('checks a PNG, a JPEG, a PDF, a text file, pasted text and standard input', async (t) => {
  const booth = await stationNamed('sources')
  const text = demo.qr_text
  for (const batch of [
    [booth.run(['check', file('visa.png'), ...PERERA]), booth.run(['check', file('visa.jpg'), ...PERERA])],
    [booth.run(['check', file('visa.pdf'), ...PERERA]), booth.run(['check', file('visa.txt'), ...PERERA])],
    [booth.run(['check', text, '--mrz', file('passport.txt')]), booth.run(['check', '-', ...PERERA], `${text}\r\n`)],
    [booth.run(['check', '-', ...PERERA], readFileSync(file('visa.png')))],
  ]) {
    for (const { code, out, err } of await Promise.all(batch)) {
      t.equal(code, 0, err)
      t.match(out, /^ SPECIMEN .*\n \[ ✔ \] {2}ADMIT /)
      t.match(out, /PERERA NIMALI SANDUNI/)
    }
  }
  t.same(await unsentOf(booth.folder), [])
})

t.test('waits for a person at standard input without taking that for a lost network', async (t) => {
  const booth = await stationNamed('patient')
  const child = start([process.execPath, CLI, '--station', booth.folder, '--json', 'check', '-', ...PERERA])
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  setTimeout(() => child.stdin.end(demo.qr_text), 3000)
  await once(child, 'close')
  t.match(JSON.parse(out), { outcome: 'clear', online: true })
})

t.test('prints the answer in every language, without colour, and as one JSON document', async (t) => {
  const booth = await stationNamed('languages')
  const [ru, plain, json, refer, refuse] = await Promise.all([
    booth.run(['--lang', 'ru', 'check', demo.qr_text, ...PERERA], '', { FORCE_COLOR: '1' }),
    booth.run(['check', demo.qr_text, ...PERERA], '', { NO_COLOR: '1', FORCE_COLOR: '' }),
    booth.run(['--json', '--offline', 'check', demo.qr_text, ...PERERA]),
    booth.run(['check', demo.qr_text]),
    booth.run(['check', demo.qr_text, ...PERERA, '--checkpoint', 'aktau-sea']),
  ])
  t.match(ru.out, /\u001b\[.*\[ ✔ \] {2}[А-Я]/)
  t.match(plain.out, /^ SPECIMEN .*\n \[ ✔ \] {2}ADMIT \n/)
  t.notOk(plain.out.includes('\u001b'))
  const decision = JSON.parse(json.out) as Decision
  t.equal(json.out.trim().split('\n').length, 1)
  t.match(decision, { outcome: 'clear', online: false, audience: 'entry', visa: { visa_number: demoNumber } })
  t.match(refer, { code: 10, out: /^ SPECIMEN .*\n \( \? \) {2}SECOND LINE [\s\S]*passport\/not-read/ })
  t.match(refuse, { code: 20, out: /^ SPECIMEN .*\n < ✖ > {2}REFUSE ENTRY [\s\S]*place\/not-airport/ })
})

t.test('says how many pages of a PDF it looked at', async (t) => {
  const booth = await stationNamed('pages')
  const [plain, json] = await Promise.all([
    booth.run(['check', file('long.pdf'), ...PERERA]),
    booth.run(['--json', 'check', file('long.pdf'), ...PERERA]),
  ])
  t.match(plain, {
    code: 10,
    out: /qr\/unreadable[\s\S]*\n {2}! pages looked at: 10 of 12; the others: --all-pages\n$/,
  })
  t.match(JSON.parse(json.out), { reason: 'qr/unreadable', pages: { looked: 10, of: 12 } })
})

t.test('a damaged storage is told with its file and what to do, and answers nothing', async (t) => {
  const damaged = scanAt('damaged')
  mkdirSync(damaged.folder)
  writeFileSync(join(damaged.folder, 'station.db'), Buffer.alloc(8192, 7))
  for (const args of [['status'], ['check', 'EV1:1']]) {
    const { code, out, err } = await damaged.run(args)
    t.match(
      { code, out, err },
      { code: 1, out: '', err: /^[^\n]*damaged\/station\.db is damaged \([^\n]*\): decide nothing by it[^\n]*\n$/ },
    )
  }
})

t.test('what cannot be read ends with 1 and one line', async (t) => {
  const booth = await stationNamed('unreadable')
  for (const source of [file('corrupt.png'), file('locked.pdf'), files, file('missing.png')]) {
    const { code, out, err } = await booth.run(['check', source])
    t.equal(code, 1, source)
    t.equal(out, '')
    t.match(err, /^[^\n]+\n$/)
    t.notMatch(err, /\bat .*:\d+:\d+|Error:/)
  }
})

t.test('answers a very long text: too long', async (t) => {
  const booth = await stationNamed('long')
  const [ten, edge, within] = await Promise.all([
    booth.run(['--json', 'check', '-'], Buffer.alloc(10_000_000, '1')),
    booth.run(['--json', 'check', '-'], `EV1:${'1'.repeat(2045)}`),
    booth.run(['--json', 'check', '-'], `EV1:${'1'.repeat(2044)}`),
  ])
  t.match(JSON.parse(ten.out), { outcome: 'refer', reason: 'qr/too-long', visa: null })
  t.equal(ten.code, 10)
  t.match(JSON.parse(edge.out), { reason: 'qr/too-long' })
  t.match(JSON.parse(within.out), { reason: 'qr/malformed' })
})

t.test('admits offline; after its sync another station refuses and says where', async (t) => {
  const [one, two, visa] = [await stationNamed('offline-one'), await stationNamed('offline-two'), await issue()]
  const admitted = await one.run(['--offline', 'admit', visa.qr_text, ...PERERA, '--operator', 'K-17'])
  t.match(admitted, {
    code: 0,
    out: /^recorded: entry, offline, kept here until sync\n SPECIMEN .*\n \[ ✔ \] {2}ADMITTED \n {2}Recorded here; [\s\S]*entries used 1 of 1[\s\S]*OFFLINE/,
  })
  t.match(await unsentOf(one.folder), [{ visa_number: visa.visa_number, operator: 'K-17', basis: 'offline' }])
  t.equal(await entriesOf(visa.visa_number), 0)
  const again = await one.run(['--offline', '--json', 'admit', visa.qr_text, ...PERERA])
  t.match(JSON.parse(again.out), { outcome: 'refer', reason: 'entries/repeated' })
  t.notOk('recorded' in JSON.parse(again.out))
  const synced = await one.run(['sync'])
  t.match(synced, { code: 0, out: /^handed in 1, / })
  t.equal(await entriesOf(visa.visa_number), 1)
  const refused = await two.run(['admit', visa.qr_text, ...PERERA])
  t.match(refused, { code: 20, out: /REFUSE ENTRY [\s\S]*entries\/used-up \(.*NQZ[\s\S]*entry NQZ .* dev-/ })
  t.equal(await entriesOf(visa.visa_number), 1)
})

t.test('admits online, records the exit, and tells of double use when it comes to light', async (t) => {
  const [one, two, visa] = [await stationNamed('double-one'), await stationNamed('double-two'), await issue()]
  const [online, offline] = [
    await one.run(['--json', 'admit', visa.qr_text, ...PERERA]),
    await two.run(['--offline', 'admit', visa.qr_text, ...PERERA]),
  ]
  t.match(JSON.parse(online.out), { outcome: 'clear', recorded: { recorded: 'entry', basis: 'online' } })
  t.match(offline, { code: 0, out: /^recorded: entry, offline/ })
  const synced = await two.run(['sync'])
  t.match(synced, { code: 0, out: /DOUBLE USE of [0-9A-Z-]+: 2 entries of 1; [\s\S]*here NQZ[\s\S]*at {3}NQZ/ })
  const told = await two.run(['check', demo.qr_text, ...PERERA])
  t.match(
    told,
    { code: 0, out: /^another traveller:\n[\s\S]*DOUBLE USE[\s\S]*\n\n [\s\S]*ADMIT / },
    'and at every check, apart',
  )
  t.match(await two.run(['status', '--seen']), { out: /DOUBLE USE/ })
  t.notMatch((await two.run(['check', demo.qr_text, ...PERERA])).out, /DOUBLE USE/, 'until it was seen')
  const left = await one.run(['--json', 'exit', visa.qr_text, ...PERERA])
  t.match(JSON.parse(left.out), {
    recorded: { recorded: 'exit', basis: 'online' },
    double_uses: [{ visa_number: visa.visa_number }],
  })
})

t.test("a carrier's station answers for the flight and shows no crossings", async (t) => {
  const [gate, booth, visa] = [await stationNamed('gate', 'carrier'), await stationNamed('desk'), await issue()]
  await booth.run(['admit', visa.qr_text, ...PERERA])
  const flight = ['--arrival', formatInstant(Date.now() / 1000 + 3600), '--flight', 'KC104']
  const good = await gate.run(['check', file('visa.png'), ...flight])
  let used = await gate.run(['check', visa.qr_text, ...flight])
  // What was used up reaches the published list within a second.
  for (let tries = 0; used.code === 0 && tries < 50; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    used = await gate.run(['check', visa.qr_text, ...flight])
  }
  t.match(good, { code: 0, out: /^ SPECIMEN .*\n \[ ✔ \] {2}OK TO BOARD / })
  t.match(used, { code: 20, out: /^ SPECIMEN .*\n < ✖ > {2}DO NOT BOARD [\s\S]*entries\/used-up/ })
  for (const { out } of [good, used]) t.notMatch(out, /dev-|entries used|last permitted/)
})

t.test('admits against the rules with two persons, and takes a mistake back', async (t) => {
  const [one, two, visa] = [await stationNamed('override-one'), await stationNamed('override-two'), await issue()]
  await one.run(['admit', visa.qr_text, ...PERERA])
  const override = ['--override', 'STAMPS_CHECKED', '--operator', 'A', '--supervisor', 'B', '--why', 'no stamp']
  const admitted = await two.run(['admit', visa.qr_text, ...PERERA, ...override])
  t.match(
    admitted,
    {
      code: 0,
      out: /^recorded: entry by override, online\n SPECIMEN .*\n \[ ✔ \] {2}ADMITTED \n.*\n {2}against REFUSE ENTRY\n/,
    },
    admitted.err,
  )
  t.equal(await entriesOf(visa.visa_number), 2)
  const voided = await two.run(['void', 'last', '--why', 'the wrong person'])
  t.match(voided, { code: 0, out: /^voided: entry [0-9a-f-]+ of [0-9A-Z]+, online\n$/ })
  t.equal(await entriesOf(visa.visa_number), 1)
})

t.test('a revoked station says that it is, and nothing else, with the network and without', async (t) => {
  const booth = await stationNamed('stolen')
  const [device] = await withStore({ dir: booth.folder, offline: true }, async (store) => [await store.enrolment()])
  await fetch(`${url}/v1/devices/${device?.device}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  for (const offline of [[], ['--offline']]) {
    for (const command of ['check', 'admit']) {
      const { code, out, err } = await booth.run([...offline, command, demo.qr_text, ...PERERA])
      t.equal(code, 1)
      t.equal(out, '')
      t.match(err, /^THIS DEVICE WAS REVOKED: decide nothing by it \(.*\)\n$/)
    }
  }
})

t.test('syncs by itself until it is ended', async (t) => {
  const booth = await stationNamed('following')
  await booth.run(['--offline', 'admit', (await issue()).qr_text, ...PERERA])
  const child = start([process.execPath, CLI, '--station', booth.folder, 'sync', '--follow'])
  let out = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    out += text
    if (out.includes('\n')) child.kill('SIGINT')
  }
  t.equal(child.exitCode ?? (await once(child, 'exit'))[0], 0)
  t.match(out, /^online, 0 unsent, data \d+ s old\n$/)
  t.same(await unsentOf(booth.folder), [])
})

t.test('watching, it syncs beside the scanning and says how the line is', async (t) => {
  const booth = await stationNamed('watch-online')
  await booth.run(['--offline', 'admit', (await issue()).qr_text, ...PERERA])
  const child = start([process.execPath, CLI, '--station', booth.folder, 'watch'])
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
    if (/ADMIT|SECOND LINE/.test(out)) child.kill('SIGINT')
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
    if (/unsent/.test(text)) child.stdin.write(`${demo.qr_text}\n`)
  })
  const [code] = await once(child, 'exit')
  t.equal(code, 0, err)
  t.match(err, /online, 0 unsent, data \d+ s old/)
  t.match(out, /SECOND LINE [\s\S]*passport\/not-read/)
})

t.test('watches what a scanner types: visas, passport lines, garbage', async (t) => {
  const booth = await stationNamed('watch')
  const mrz = demoPassport('N1234567').mrz.join('\n')
  const { code, out, err } = await booth.run(
    ['--json', '--offline', 'watch'],
    `${mrz}\n${demo.qr_text}\ngarbage\n${demo.qr_text}\r\n${mrz}\n\n${'9'.repeat(3000)}\n`,
  )
  t.equal(code, 0, err)
  t.same(
    out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as Decision).reason),
    [null, 'qr/not-an-evisa', 'passport/not-read', null, 'qr/too-long'],
  )
  t.equal(err, '')
  t.same(await unsentOf(booth.folder), [])
})

t.test('kill -9 right after it said "recorded": the record is kept, ten times of ten', async (t) => {
  const rounds = async (name: string) => {
    const booth = await stationNamed(name)
    const numbers: string[] = []
    for (let round = 0; round < 5; round++) {
      const visa = await issue()
      const args = ['--station', booth.folder, '--offline', 'admit', visa.qr_text, ...PERERA]
      const child = start([process.execPath, CLI, ...args])
      let said = ''
      for await (const text of child.stdout.setEncoding('utf8')) {
        said += text
        if (said.includes('recorded')) break
      }
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      t.match(said, /^recorded: entry, offline/)
      numbers.push(visa.visa_number)
    }
    t.same(
      (await unsentOf(booth.folder)).map(({ visa_number }) => visa_number),
      numbers,
    )
  }
  await Promise.all([rounds('killed-one'), rounds('killed-two')])
})

t.test('a full disk while admitting: nothing is recorded, nobody is told to be admitted', async (t) => {
  const booth = await stationNamed('full')
  const visa = await issue()
  const database = join(booth.folder, 'station.db')
  // An open connection keeps the write-ahead log, so that it is the largest file and meets the limit first.
  const open = new Database(database)
  open.pragma('wal_autocheckpoint = 0')
  open.exec('CREATE TABLE filler (text TEXT)')
  const fill = open.prepare("INSERT INTO filler VALUES (printf('%.*c', 3000, 'x'))")
  const wal = () => statSync(`${database}-wal`).size
  while (wal() <= Math.max(statSync(database).size, 40_000)) fill.run()
  const admitWithin = (bytes: number) =>
    run([
      'sh',
      '-c',
      `trap '' XFSZ; ulimit -f ${Math.ceil(bytes / 512)}; exec "$@"`,
      'sh',
      process.execPath,
      CLI,
      '--station',
      booth.folder,
      '--offline',
      'admit',
      visa.qr_text,
      ...PERERA,
    ])
  // Opening writes one page; a record needs several.
  let failed = 0
  for (const room of [6000, 10_000]) {
    const { code, out, err } = await admitWithin(wal() + room)
    t.equal(code, 1, err)
    t.equal(out, '', 'nothing is printed as admitted')
    t.equal(err, 'the disk is full or failing: NOTHING was recorded; do not admit; free some space and scan again\n')
    failed += 1
    t.same(await unsentOf(booth.folder), [], 'and the store still opens')
  }
  t.equal(failed, 2)
  open.close()
  const enough = await admitWithin(10_000_000)
  t.match(enough, { code: 0, out: /^recorded: entry, offline/ })
  const store = openStationStore(database)
  t.match(await store.queued('unsent', 0, 10), [{ event: { visa_number: visa.visa_number } }])
  await store.close()
})

t.test('a server that hangs costs two seconds, and then it decides alone', async (t) => {
  const booth = await stationNamed('hanging')
  const { createServer } = await import('node:http')
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  await withStore({ dir: booth.folder, offline: true }, async (store) => {
    const database = new Database(join(booth.folder, 'station.db'))
    const line = `http://127.0.0.1:${port}`
    const enrolment = { ...(await store.enrolment()), server: line, issuer: line }
    database.prepare("UPDATE small SET kept = ? WHERE name = 'enrolment'").run(packSmall('enrolment', enrolment))
    database.close()
  })
  const { code, out, ms } = await booth.run(['check', demo.qr_text, ...PERERA])
  t.equal(code, 0)
  t.match(out, /OFFLINE \(the server cannot be reached\)/)
  t.ok(ms > 2000, `${ms} ms`)
  silent.closeAllConnections()
  silent.close()
})
