import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { BUNDLE_HEADER, readBundleLine } from '#evisa/bundle.ts'
import { civilDateAt } from '#evisa/civil-date.ts'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { demoApplications } from '../../../fixtures/demo-applications.ts'
import { enrolDevice } from '../../../scanner-client/offline/authority-client.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { commandsInTurn } from '../../commands-in-turn.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'
import { layDemonstration } from '../../server/made-demonstration.ts'
import { startServer } from '../../server/start-server.ts'

const CLI = join(import.meta.dirname, '../../../desk/terminal/cli.ts')
const { PATH } = process.env
const dir = t.testdir()
const dataDir = join(dir, 'data')
await layDemonstration(dataDir)
const server = await startServer(dataDir, { EVISA_LOG_LEVEL: 'silent' })
t.teardown(() => server.end('SIGTERM'))
const commands = commandsInTurn(t)
const desk = (args: string[], input = '', settings: Record<string, string> = {}) =>
  commands.run(CLI, ['--url', server.url, ...args], { env: { PATH, EVISA_DATA_DIR: dataDir, ...settings }, input })
const applications = demoApplications(civilDateAt(Math.floor(Date.now() / 1000))).map((application, at) => ({
  ...application,
  visa_support_number: `CLI-${at + 1}`,
}))
const fileOf = (name: string, text: string) => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}
const [first, second, third] = applications
if (first === undefined || second === undefined || third === undefined) throw new Error('three applications')
let number = ''

t.test('issues an application of a JSON file and shows it again', async (t) => {
  const { code, stdout, stderr } = await desk(['issue', fileOf('one.json', JSON.stringify(first, null, 2))])
  t.strictSame([code, stderr], [0, ''])
  t.match(
    stdout,
    /^issued (\w{4}-\w{4}-\w{4}) {2}PERERA NIMALI SANDUNI, passport LKA N1234567\n {2}B12, .* entries 0 of 1, valid\n$/,
  )
  number = stdout.slice(7, 21)
  const [shown, json] = await Promise.all([desk(['show', number.toLowerCase()]), desk(['--json', 'show', number])])
  t.equal(shown.stdout, stdout.replace('issued ', ''))
  t.match(JSON.parse(json.stdout), { visa_number: number.replaceAll('-', ''), status: 'valid', claims: { entries: 1 } })
})

t.test('of JSON lines with a bad one it issues the others, names the bad one and ends with 1', async (t) => {
  const lines = [second, { ...third, entries: 2 }, '', { ...third, visa_support_number: 'CLI-4' }]
  const text = `\ufeff${lines.map((line) => (line === '' ? '' : JSON.stringify(line))).join('\r\n')}\r\n`
  const folder = join(dir, 'made/by the desk')
  const { code, stdout, stderr } = await desk(['--json', 'issue', fileOf('three.jsonl', text), '--qr', folder])
  t.equal(code, 1)
  t.match(`\n${stderr}`, /\napplication 2: entries B12 takes 1 \(category-entries\)\n$/)
  const issued = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.equal(issued.length, 2)
  const { read } = await stationReader()
  for (const { visa_number, qr_text } of issued) {
    const picture = await loadPicture(readFileSync(join(folder, `${visa_number}.png`)))
    t.same(await read(picture), [qr_text])
  }
})

t.test('reads standard input, and tells a person what was wrong', async (t) => {
  const another = { ...first, stay_days: 7 }
  const piped = await desk(['issue', '-'], JSON.stringify([{ ...first, visa_support_number: 'CLI-5' }, first, another]))
  t.equal(piped.code, 1)
  t.match(piped.stdout, /^issued .*\n.*\nalready issued /)
  t.match(
    piped.stderr,
    /^3 applications: 1 issued, 1 already issued before, 1 refused\napplication 3: visa_support_number already gave .*\n$/,
  )
  const [broken, missing] = await Promise.all([
    desk(['issue', fileOf('broken.jsonl', `${JSON.stringify(first)}\n{"category":\n`)]),
    desk(['issue', join(dir, 'none.json')]),
  ])
  t.equal(broken.code, 1)
  t.match(broken.stderr, /application 2: application is no JSON \(end of JSON input\) \(json\)\n$/)
  t.match(broken.stdout, /^already issued/, 'the others all the same')
  t.equal(missing.code, 1)
  t.match(missing.stderr, /^no such file or folder: \/[^\n:]*none\.json\n$/)
})

t.test('suspends, reinstates and revokes', async (t) => {
  for (const [verb, said] of [
    ['suspend', 'suspended'],
    ['reinstate', 'reinstated'],
    ['revoke', 'revoked'],
  ] as const) {
    const { code, stdout } = await desk([verb, number, '--reason', 'a test'])
    t.equal(code, 0, verb)
    t.match(stdout, new RegExp(`^${said} ${number} `))
  }
  const [again, without, unknown] = await Promise.all([
    desk(['reinstate', number, '--reason', 'a test']),
    desk(['revoke', number]),
    desk(['show', formatVisaNumber('222222222222')]),
  ])
  t.strictSame([again.code, again.stdout], [1, ''])
  t.match(again.stderr, /A revoked e-visa stays revoked: issue a new one\.\n$/)
  t.equal(without.code, 2)
  t.match(without.stderr, /--reason/)
  t.equal(unknown.code, 1)
  t.match(unknown.stderr, /^[^\n]+\n$/)
})

t.test('makes codes that enrol a scanner, lists scanners, and ends their access', async (t) => {
  const none = await desk(['devices'])
  t.match(none.stdout, /no scanner is enrolled yet/)
  const [made, wrong] = await Promise.all([desk(['--json', 'enrol', 'border']), desk(['enrol', 'captain'])])
  t.equal(wrong.code, 2)
  t.match(wrong.stderr, /Allowed choices are carrier, border/)
  const code = parseEnrolmentCode(JSON.parse(made.stdout).code)
  if (!code.ok) return t.fail(code.error)
  t.equal(code.value.server, server.url)
  const { pair: key } = await makeDeviceKey()
  const asked = { secret: code.value.secret, name: 'Booth 7', key }
  const { id } = await enrolDevice(fetch as never, server.url, asked, AbortSignal.timeout(5000))
  t.match((await desk(['devices'])).stdout, new RegExp(`^${id} {2}border {2}Booth 7 +never seen\n$`))
  t.equal((await desk(['revoke-device', id])).stdout, `revoked ${id}\n`)
  const { devices } = JSON.parse((await desk(['--json', 'devices'])).stdout)
  t.match(devices, [{ id, revoked_at: Number }])
  t.match(await desk(['revoke-device', id]), { code: 1, stderr: /No such device, or it was revoked before/ })
})

t.test('writes a bundle for an airport without a network', async (t) => {
  const file = join(dir, 'airport.bundle')
  const [all, carrier] = await Promise.all([
    desk(['--json', 'export-bundle', file]),
    desk(['export-bundle', join(dir, "a carrier's.bundle"), '--carrier']),
  ])
  t.strictSame([all.code, all.stderr], [0, ''])
  t.strictSame(JSON.parse(all.stdout), { file, artefacts: 7, crossings: 0, bytes: statSync(file).size })
  const [header, first = ''] = readFileSync(file, 'utf8').split('\n')
  t.equal(header, BUNDLE_HEADER)
  t.match(readBundleLine(first), { ok: true, value: { path: 'snapshot' } })
  t.match(carrier.stdout, /carrier's\.bundle: 7 artefacts, 0 crossings, \d+ bytes\n\nOn the scanner, within 24 hours:/)
  t.match(carrier.stdout, / scan -- import '\/[^']*\/a carrier'\\''s\.bundle'\n$/, 'as it is typed')
  t.notMatch(readFileSync(join(dir, "a carrier's.bundle"), 'utf8'), /"feed"/)
  const nowhere = await desk(['export-bundle', join(dir, 'nowhere/a.bundle')])
  t.equal(nowhere.code, 1)
  t.match(nowhere.stderr, /^no such file or folder: [^\n:]+a\.bundle\n$/)
})

t.test('a review without a verdict is said to lack it', async (t) => {
  const { code, stderr } = await desk(['review', 'over-use:none', '--reason', 'why not'])
  t.strictSame([code, stderr], [2, 'error: say --accept or --close\n'])
})

t.test('says in one line what keeps it from working', async (t) => {
  // What stands before the server may answer in its stead, and not in JSON.
  const proxy = createServer((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  t.teardown(() => proxy.close())
  const behind = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const runs = await Promise.all([
    desk(['--url', 'http://127.0.0.1:1', 'devices']),
    desk(['--url', behind, 'devices']),
    desk(['devices'], '', { EVISA_DATA_DIR: join(dir, 'nowhere') }),
    desk(['devices'], '', { EVISA_AUTHORITY_TOKEN: 'A'.repeat(43) }),
  ])
  for (const [at, message] of [
    /^the server at http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): is it running\? It is looked for where --url, EVISA_URL or EVISA_PORT says, else at port 8080 [^\n]*\n$/,
    /^the server at http:\/\/127\.0\.0\.1:\d+ answered 502\n$/,
    /^there is no .*authority\.token: start the server first, or set EVISA_DATA_DIR or EVISA_AUTHORITY_TOKEN\n$/,
    /^Sign in first: This token is unknown[^\n]*\n$/,
  ].entries()) {
    t.strictSame([runs[at]?.code, runs[at]?.stdout], [1, ''], String(message))
    t.match(runs[at]?.stderr, message)
  }
})

t.test('a wrong use ends with 2, a question for help with 0', async (t) => {
  const runs = await Promise.all([desk(['abolish']), desk(['show']), desk(['--colour', 'devices']), desk(['--help'])])
  t.same(
    runs.map(({ code }) => code),
    [2, 2, 2, 0],
  )
  t.match(runs[0]?.stderr, /unknown command 'abolish'/)
  const commands = ['issue', 'show', 'revoke', 'suspend', 'reinstate', 'enrol', 'devices', 'revoke-device']
  for (const command of [...commands, 'export-bundle']) t.ok(runs[3]?.stdout.includes(command), command)
})

t.test('writes pictures only where it was told to', async (t) => {
  mkdirSync(join(dir, 'pictures'))
  const file = join(dir, 'pictures/one.png')
  const { code } = await desk(['show', number, '--qr', file])
  t.equal(code, 0)
  t.ok(existsSync(file) && statSync(file).size > 1000)
})

t.test('says at the end of each command what waits for its operator, and how the own ones ended', async (t) => {
  const number = JSON.parse(
    (await desk(['--json', 'issue', fileOf('waits.json', JSON.stringify({ ...first, visa_support_number: 'CLI-N' }))]))
      .stdout,
  ).visa_number
  for (const name of ['asel', 'bolat']) await desk(['operators', 'add', name, '--write', join(dir, `${name}.token`)])
  const by = (name: string, ...args: string[]) => desk(['--token-file', join(dir, `${name}.token`), ...args])
  const many = ['suspend', '--file', fileOf('numbers.txt', number), '--reason', 'a test']
  const proposed = await by('asel', '--json', ...many)
  t.strictSame([proposed.code, proposed.stderr], [0, ''])
  const { id } = JSON.parse(proposed.stdout)
  const waits = '1 proposal waits for you: npm run -s authority -- proposals\n'
  t.strictSame([(await by('asel', 'show', number)).stderr, (await by('bolat', 'show', number)).stderr], ['', waits])
  t.ok((await by('bolat', 'show', '222222222222')).stderr.endsWith(`\n${waits}`), 'after what went wrong')
  t.equal((await by('bolat', '--json', 'show', number)).stderr, '', 'not for a program')
  t.equal((await by('bolat', 'proposals')).stderr, '', 'what is on the screen')
  t.equal((await by('bolat', 'approve', id, '--yes')).stderr, '')
  t.match((await by('asel', 'devices')).stderr, /^1 proposal of yours was decided or ran out: .*-- proposals --all\n$/)
  const all = await by('asel', 'proposals', '--all')
  t.match([all.stdout, all.stderr], [/approved by bolat/, ''])
  t.equal((await by('asel', 'devices')).stderr, '')
})
