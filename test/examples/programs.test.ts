import { type ExecFileException, execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { demoApplications } from '../../fixtures/demo-applications.ts'
import { layDemonstration } from '../server/made-demonstration.ts'
import { type Ended, runProgram, startServer } from '../server/start-server.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const dir = t.testdir()
const data = join(dir, 'data')
await layDemonstration(data)
const server = await startServer(data)
t.teardown(() => server.end('SIGTERM'))

const now = Math.floor(Date.now() / 1000)
const arrival = formatInstant(now + 3600)
const [application] = demoApplications(civilDateAt(now))

const desk = async (...args: string[]) => {
  const ended = await runProgram('desk/terminal/cli.ts', args, { EVISA_URL: server.url, EVISA_DATA_DIR: data })
  if (ended.code !== 0) throw new Error(ended.stderr)
  return ended.stdout
}
const file = join(dir, 'application.json')
writeFileSync(file, JSON.stringify({ ...application, visa_support_number: 'EXAMPLE-1' }))
const visa = JSON.parse(await desk('--json', 'issue', file))
const code = async () => JSON.parse(await desk('--json', 'enrol', 'carrier')).code as string

/** Runs a program of the examples as a user does, from the project's folder. */
const run = (command: string, args: readonly string[], settings: Record<string, string> = {}): Promise<Ended> =>
  new Promise((done) => {
    // The node of this process, whatever else is on the machine.
    const PATH = `${resolve(process.execPath, '..')}:${process.env.PATH}`
    execFile(command, args, { cwd: PROJECT, env: { PATH, ...settings } }, (error, stdout, stderr) => {
      const ended = (error as ExecFileException | null)?.code
      done({ code: typeof ended === 'number' ? ended : error === null ? 0 : null, stdout, stderr })
    })
  })

t.test('check-passenger.mjs enrols once, answers plainly, and keeps receipts that verify', async (t) => {
  const device = join(dir, 'node-device')
  const receipts = join(dir, 'receipts.jsonl')
  const program = ['examples/check-passenger.mjs', '--device', device, '--arrival', arrival, '--receipt', receipts]
  const first = await run('node', [...program, '--enrol', await code(), '--text', visa.qr_text])
  t.same([first.code, first.stderr], [0, ''])
  t.match(first.stdout, /^enrolled as dev-\w+\nOK TO BOARD: .+\n/)
  t.match(first.stdout, visa.visa_number)
  t.equal(statSync(join(device, 'device.json')).mode & 0o077, 0, 'the key is for its owner')

  const { passport, holder } = visa.claims
  const number = ['--number', visa.visa_number, '--passport', passport.number, '--born', holder.birth_date]
  t.match(await run('node', [...program, ...number]), { code: 0, stdout: /^OK TO BOARD/ })
  const wrong = await run('node', [...program, ...number.slice(0, -1), '1900-01-01'])
  t.match(wrong, { code: 20, stdout: /reason: status\/revoked/ })
  const broken = await run('node', [...program, '--text', visa.qr_text.slice(0, 60)])
  t.match(broken, { code: 10, stdout: /reason: qr\/malformed/ })
  t.match(await desk('receipt', '--verify', receipts), /4 receipts: 4 signed by the authority/)

  t.match(await run('node', [...program, '--enrol', 'EVISA-ENROL.x', '--text', 'x']), { code: 1 })
  t.match(await run('node', program), { code: 2, stderr: /--help|TIME is/ })
})

t.test('check-flight.mjs checks a list, again under the same key, and keeps receipts that verify', async (t) => {
  const device = join(dir, 'flight-device')
  const receipts = join(dir, 'flight-receipts.jsonl')
  const program = ['examples/check-flight.mjs', '--device', device, '--flight', 'KC104', '--arrival', arrival]
  const list = [...program, 'examples/passengers.csv', '--receipts', receipts]
  const first = await run('node', [...list, '--enrol', await code()])
  t.same([first.code, first.stderr], [10, ''])
  const lines = first.stdout.trim().split('\n')
  t.match(lines[1], `flight KC104 to NQZ, ${arrival}`)
  t.match(first.stdout, /^2 12A .*: .*30 days/m)
  t.match(first.stdout, /^5 12D CHECK BY HAND: .*31\.02\.1990/m)
  t.equal(lines.at(-1), '0 clear, 2 to check by hand, 0 refused, 3 without need of an e-visa')
  t.match(await desk('receipt', '--verify', receipts), /5 receipts: 5 signed by the authority/)

  const id = (text: string) => /: (\S+)$/m.exec(text.split('\n').find((line) => line.startsWith('flight ')) ?? '')?.[1]
  const again = await run('node', list)
  t.equal(id(again.stdout), id(first.stdout), 'the same check')
  const csv = join(dir, 'list.csv')
  writeFileSync(csv, `reference,qr\n1A,${visa.qr_text}\n`)
  t.match(await run('node', [...program, csv]), { code: 0, stdout: /^2 1A OK TO BOARD.*\n1 clear/m })
  const unknown = await run('node', [...program, '--checkpoint', 'XXX', csv])
  t.match(unknown, { code: 1, stderr: /may land at/ })
})

t.test('check-passenger.sh does it with curl', async (t) => {
  const { code: found } = await run('curl', ['--version'])
  const settings = { EVISA_DEVICE: join(dir, 'curl-device') }
  const program = ['examples/check-passenger.sh']
  if (found !== 0) {
    t.comment('THERE IS NO curl ON THIS MACHINE: only what stands without it is checked')
    t.match(await run('sh', ['-n', ...program]), { code: 0 })
    t.match(await run('sh', [...program, 'x', arrival], settings), { code: 1, stderr: /enrol first/ })
    return
  }
  const first = await run('sh', [...program, '--enrol', await code(), visa.qr_text, arrival], settings)
  t.same([first.code, first.stderr], [0, ''])
  t.match(first.stdout, /^enrolled as dev-\w+\nOK TO BOARD: /)
  t.match(await run('sh', [...program, visa.qr_text.slice(0, 60), arrival], settings), {
    code: 10,
    stdout: /^CHECK BY HAND/,
  })
  t.match(await run('sh', [...program, visa.qr_text, 'soon'], settings), { code: 1, stderr: /not checked: .*arrival/ })
  t.match(await run('sh', [...program, '--enrol', await code()], settings), { code: 1, stderr: /TEXT ARRIVAL/ })
})

t.test('dpop-proof.mjs makes proofs by a key that stays', async (t) => {
  const folder = join(dir, 'proofs')
  const claims = (jwt: string, part: 0 | 1) =>
    JSON.parse(Buffer.from(jwt.split('.')[part] ?? '', 'base64url').toString())
  const made = ['examples/dpop-proof.mjs', folder, 'proof', 'POST', `${server.url}/v1/token?x`, 'a-nonce', 'a-token']
  const [one, other] = [(await run('node', made)).stdout, (await run('node', made)).stdout]
  t.match(claims(one, 1), { htm: 'POST', htu: `${server.url}/v1/token`, nonce: 'a-nonce', ath: /./ })
  t.same(claims(one, 0).jwk, claims(other, 0).jwk)
  t.not(claims(one, 1).jti, claims(other, 1).jti)
  t.match(await run('node', ['examples/dpop-proof.mjs', folder]), { code: 2 })
})

t.test('what the README tells to run is there', async (t) => {
  const readme = readFileSync(join(PROJECT, 'examples/README.md'), 'utf8')
  const named = [...readme.matchAll(/examples\/([\w.-]+)/g)].map(([, name]) => name ?? '')
  t.ok(named.length > 3)
  for (const name of named) t.ok(statSync(join(PROJECT, 'examples', name)).size > 0, name)
})
