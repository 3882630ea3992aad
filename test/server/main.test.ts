import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { request } from 'undici'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications } from '../../fixtures/demo-applications.ts'
import { initKeys, publishTrustList } from '../../keys/ceremony.ts'
import { readKeyring, writeKeyring } from '../../keys/key-store.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import { runProgram, type StartedServer, startServer } from './start-server.ts'

const MAIN = 'server/main.ts'
const PASSPHRASE = 'correct horse battery'
const now = Math.floor(Date.now() / 1000)
const [tourism] = demoApplications(civilDateAt(now))

async function call({ url, token }: StartedServer, method: 'GET' | 'POST', path: string, body?: unknown) {
  const answer = await request(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers of every kind
  return { status: answer.statusCode, body: (await answer.body.json()) as any }
}

t.test('with no settings at all it demonstrates: prints its address, is ready, stops and starts again', async (t) => {
  const dir = join(t.testdir(), 'data')
  const first = await startServer(dir)
  t.match(first.said.stdout, /DEMONSTRATION: keys made on this machine, what they sign bears SPECIMEN · ОБРАЗЕЦ · ҮЛГІ/)
  t.match(
    first.said.stdout,
    /^the first start here: making the keys .*\.\.\.\nissuing today's demo e-visas \.\.\.\nevisa-gate authority at/,
  )
  t.match(first.said.stdout, new RegExp(`API description +${first.url}/docs`))
  t.notOk(first.said.stdout.includes(first.token), 'the token is not printed, where it lies is')
  t.strictSame(await call(first, 'GET', '/health/ready'), { status: 200, body: { status: 'ok', warnings: [] } })
  const issued = await call(first, 'POST', '/v1/visas', { ...tourism, visa_support_number: 'KEPT-1' })
  t.equal(issued.status, 201)
  const page = await (await request(first.url)).body.text()
  t.equal(page.match(/<svg/g)?.length, 3, 'three demo visas')

  const taken = await runProgram(MAIN, [], {
    EVISA_DATA_DIR: join(t.testdirName, 'another'),
    EVISA_PORT: new URL(first.url).port,
  })
  t.equal(taken.code, 1)
  t.match(
    taken.stderr,
    /^evisa-gate did not start: EVISA_PORT is "\d+"; .*EADDRINUSE.*: stop it, or set another port.*\n$/,
  )
  t.notOk(existsSync(join(t.testdirName, 'another')), 'nothing is left behind')
  const second = await runProgram(MAIN, [], { EVISA_DATA_DIR: dir, EVISA_PORT: '0' })
  t.match(second, { code: 1, stderr: /did not start: EVISA_DATA_DIR is .*, on which another server works/ })

  t.equal(await first.end('SIGTERM'), 0)
  const lines = first.said.stderr.trim().split('\n')
  for (const line of lines) t.ok(JSON.parse(line).event, line)
  t.match(JSON.parse(lines[0] ?? ''), { event: 'server-started', address: first.url })
  t.match(JSON.parse(lines.at(-1) ?? ''), { event: 'server-stopped', signal: 'SIGTERM' })

  const again = await startServer(dir)
  t.equal(again.token, first.token)
  t.match(again.said.stdout, /^evisa-gate authority at/, 'nothing takes long any more')
  t.strictSame((await call(again, 'GET', `/v1/visas/${issued.body.visa_number}`)).body, issued.body)
  t.equal(await again.end('SIGTERM'), 0)
  rmSync(join(dir, 'authority.db'))
  const lost = await runProgram(MAIN, [], { EVISA_DATA_DIR: dir, EVISA_PORT: '0' })
  t.match(lost, {
    code: 1,
    stderr: /authority\.db is not there, .*authority\.token is there, .*published is there\..*restore BACKUP/,
  })
})

t.test('what cannot work stops the start with one line that says why', async (t) => {
  const dir = t.testdir({
    'half.json': '{"checkpoints": [',
    'empty.json': '{}',
    'other.json': '{"editions": [{}]}',
    'comma.json': '{"editions": [],}',
  })
  const keys = join(dir, 'keys')
  await initKeys({ dir: keys, passphrase: PASSPHRASE, now })
  // Stores of which one key was retired and no other activated.
  const without = async (purpose: string) => {
    const other = join(dir, `without ${purpose}`)
    cpSync(keys, other, { recursive: true })
    for (const folder of ['', 'root', 'published']) chmodSync(join(other, folder), 0o700)
    writeKeyring(
      other,
      readKeyring(other).map((key) => (key.purpose === purpose ? { ...key, state: 'retired' } : key)),
    )
    await publishTrustList({ dir: other, passphrase: PASSPHRASE, now })
    return other
  }

  const real = { EVISA_KEYS_DIR: keys, EVISA_KEYS_PASSPHRASE: PASSPHRASE }
  const runs = [
    [{ EVISA_PORT: 'http' }, /EVISA_PORT is "http"; it takes a port from 0 to 65535/],
    [{ EVISA_LOG_LEVEL: 'loud' }, /EVISA_LOG_LEVEL is "loud"; it takes fatal, /],
    [{ EVISA_KEYS_DIR: keys }, /EVISA_KEYS_PASSPHRASE/],
    [{ ...real, EVISA_KEYS_PASSPHRASE: 'not the passphrase' }, /passphrase/],
    [{ ...real, EVISA_KEYS_DIR: join(dir, 'nothing') }, /there is no keyring\.json/],
    [{ ...real, EVISA_POLICY_FILE: join(dir, 'half.json') }, /EVISA_POLICY_FILE: .*half\.json is no JSON/],
    [
      { ...real, EVISA_POLICY_FILE: join(dir, 'empty.json') },
      /EVISA_POLICY_FILE: .*empty\.json has no editions; compare it/,
    ],
    [{ ...real, EVISA_POLICY_FILE: join(dir, 'none.json') }, /EVISA_POLICY_FILE: .*none\.json cannot be read/],
    [
      { ...real, EVISA_POLICY_FILE: join(dir, 'other.json') },
      /EVISA_POLICY_FILE: .*other\.json: editions\[0\]\.effective_from is missing; compare it with fixtures\/policy\.json/,
    ],
    [
      { ...real, EVISA_TERMS_FILE: join(dir, 'other.json') },
      /EVISA_TERMS_FILE: .*other\.json: editions\[0\]\.effective_from is missing; compare it with fixtures\/terms\.json/,
    ],
    [{ EVISA_TERMS_FILE: join(dir, 'half.json') }, /EVISA_TERMS_FILE: .*half\.json is no JSON/],
    [{ EVISA_POLICY_FILE: join(dir, 'comma.json') }, /EVISA_POLICY_FILE: .*comma\.json is no JSON/],
    [{ EVISA_POLICY_FILE: join(dir, 'none.json') }, /EVISA_POLICY_FILE: .*none\.json cannot be read/],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /DATABASE_URL: .*ECONNREFUSED/],
    [{ EVISA_HOST: '192.0.2.1' }, /EVISA_HOST is "192\.0\.2\.1"/],
  ] as const
  const starts = runs.map(([settings], at) =>
    runProgram(MAIN, [], { EVISA_PORT: '0', EVISA_DATA_DIR: join(dir, `data-${at}`), ...settings }),
  )
  for (const [at, [, message]] of runs.entries()) {
    const { code, stdout, stderr } = (await starts[at]) ?? {}
    t.equal(code, 1, String(message))
    t.equal(stdout, '')
    t.match(stderr, /^evisa-gate did not start: [^\n]+\n$/, 'one line')
    t.match(stderr, message)
    t.notOk(stderr?.includes(PASSPHRASE))
    t.notOk(existsSync(join(dir, `data-${at}`)), 'nothing is left behind')
  }

  // Keys that have published a second list belong to an authority that has a store.
  const kept = join(dir, 'kept')
  await openSqliteStore(join(kept, 'authority.db')).close()
  const late = { ...real, EVISA_KEYS_DIR: await without('status'), EVISA_PORT: '0' }
  t.match(await runProgram(MAIN, [], { ...late, EVISA_DATA_DIR: kept }), {
    code: 1,
    stderr: /^evisa-gate did not start: no status key may sign now: see keys\/README\.md\n$/,
  })
  t.match(await runProgram(MAIN, [], { ...late, EVISA_DATA_DIR: join(dir, 'lost') }), {
    code: 1,
    stderr:
      /^evisa-gate did not start: .*lost\/authority\.db is not there, .* have published trust list 2\. [^\n]*new-store[^\n]*\n$/,
  })
  t.notOk(existsSync(join(dir, 'lost')))

  const server = await startServer(join(dir, 'real'), { ...real, EVISA_LOG_LEVEL: 'silent' })
  t.notMatch(server.said.stdout, /DEMONSTRATION|demo|SPECIMEN/, 'with keys of its own it is no demonstration')
  const refused = await call(server, 'POST', '/v1/visas', tourism)
  t.match(
    refused,
    { status: 409, body: { type: 'urn:evisa:problem:signature-needed' } },
    'no token alone lets anybody in',
  )
  t.equal(await server.end('SIGTERM'), 0)
  t.equal(server.said.stderr, '')
})

t.test(
  'a demonstration that fails at its first start leaves nothing behind, not even in a folder that was there',
  async (t) => {
    const dir = t.testdir({ 'other.json': '{"editions": [{}]}', empty: {}, kept: { 'a file': 'of mine' } })
    const start = (folder: string) =>
      runProgram(MAIN, [], { EVISA_DATA_DIR: folder, EVISA_PORT: '0', EVISA_POLICY_FILE: join(dir, 'other.json') })
    for (const [folder, left] of [
      ['new/data', null],
      ['empty', []],
    ] as const) {
      const { code, stderr } = await start(join(dir, folder))
      t.match({ code, stderr }, { code: 1, stderr: /^evisa-gate did not start: EVISA_POLICY_FILE: [^\n]*\n$/ })
      if (left === null) t.notOk(existsSync(join(dir, 'new')))
      else t.same(readdirSync(join(dir, folder)), left)
    }
    t.equal((await start(join(dir, 'kept'))).code, 1)
    t.ok(existsSync(join(dir, 'kept', 'a file')), 'what was there stays')
  },
)

t.test('a damaged store, and one of other keys, are told as what they are', async (t) => {
  const dir = t.testdir()
  const data = join(dir, 'data')
  const demonstration = await startServer(data)
  t.equal(await demonstration.end('SIGTERM'), 0)
  const keys = join(dir, 'keys')
  await initKeys({ dir: keys, passphrase: PASSPHRASE, now })
  const settings = { EVISA_DATA_DIR: data, EVISA_PORT: '0' }
  const real = await runProgram(MAIN, [], { ...settings, EVISA_KEYS_DIR: keys, EVISA_KEYS_PASSPHRASE: PASSPHRASE })
  t.match(real, {
    code: 1,
    stderr:
      /did not start: the store stands on the keys of another authority, or of a demonstration, .*: set EVISA_DATA_DIR/,
  })
  const visas = join(data, 'demo-visas.json')
  const known = readFileSync(visas, 'utf8')
  writeFileSync(visas, known.slice(0, 20))
  const healed = await startServer(data)
  t.equal(await healed.end('SIGTERM'), 0)
  t.equal(readFileSync(visas, 'utf8'), known, 'the same e-visas are found again')

  const file = join(data, 'authority.db')
  const store = readFileSync(file)
  writeFileSync(file, store.fill(7, 0, 4096))
  const damaged = await runProgram(MAIN, [], settings)
  t.match(damaged, {
    code: 1,
    stderr:
      /^evisa-gate did not start: .*authority\.db is damaged: put the newest backup in its place .* \(file is not a database\)/,
  })
  t.ok(existsSync(join(data, 'demo-keys')), 'what was there stays')
})

t.test('follows what the custodians publish while it runs, and says what it does not take', async (t) => {
  const dir = t.testdir()
  const keys = join(dir, 'keys')
  await initKeys({ dir: keys, passphrase: PASSPHRASE, now, specimen: true })
  const retire = async (purpose: string) => {
    writeKeyring(
      keys,
      readKeyring(keys).map((key) => (key.purpose === purpose ? { ...key, state: 'retired' } : key)),
    )
    await publishTrustList({ dir: keys, passphrase: PASSPHRASE, now })
  }
  const trustFile = join(keys, 'published/trust.json')
  const first = readFileSync(trustFile, 'utf8')
  const server = await startServer(join(dir, 'data'), { EVISA_KEYS_DIR: keys, EVISA_KEYS_PASSPHRASE: PASSPHRASE })
  const served = async () => (await request(`${server.url}/v1/artefacts/2/trust`)).body.text()
  const ready = async () => (await call(server, 'GET', '/health/ready')).body
  t.equal(await served(), first)
  t.equal((await call(server, 'POST', '/v1/visas', tourism)).status, 201)

  await retire('visa')
  const second = readFileSync(trustFile, 'utf8')
  t.not(second, first)
  t.equal(await served(), second, 'without a restart')
  t.match(await ready(), { status: 'warning', warnings: [{ code: 'missing', about: 'visa key' }] })
  const refused = await call(server, 'POST', '/v1/visas', { ...tourism, visa_support_number: 'AFTER-1' })
  t.match(refused, { status: 503, body: { type: 'urn:evisa:problem:no-signing-key' } })

  writeFileSync(trustFile, second.slice(0, 100))
  t.match(await ready(), { warnings: [{ about: 'visa key' }, { code: 'not-taken', about: 'keys' }] })
  t.equal(await served(), second, 'what was good goes on')
  writeFileSync(trustFile, second)
  t.same((await ready()).warnings.length, 1)
  t.equal(await server.end('SIGTERM'), 0)
  const lines = server.said.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const notTaken = lines.filter(({ event }) => event === 'keys-not-taken')
  t.match(notTaken, [{ fault: /trust list/ }], 'once')
  t.notOk(server.said.stderr.includes(PASSPHRASE))
})

t.test('killed while it issues, it keeps every visa that it acknowledged', async (t) => {
  const dir = join(t.testdir(), 'data')
  const acknowledged: string[] = []
  const quiet = { EVISA_LOG_LEVEL: 'silent' }
  let server = await startServer(dir, quiet)
  for (let round = 1; round <= 5; round++) {
    const before = acknowledged.length
    const { url, token } = server
    let stop = false
    const desk = async (number: number) => {
      for (let at = 0; !stop; at++) {
        const body = { ...tourism, visa_support_number: `KILL-${round}-${number}-${at}` }
        const answer = await call({ ...server, url, token }, 'POST', '/v1/visas', body)
        if (answer.status === 201) acknowledged.push(answer.body.visa_number)
      }
    }
    const ended = Promise.allSettled([1, 2, 3, 4].map(desk))
    while (acknowledged.length < before + 25) await new Promise((resolve) => setImmediate(resolve))
    await server.end('SIGKILL')
    stop = true
    for (const fate of await ended) {
      if (fate.status === 'rejected') t.match(fate.reason.code, /^(ECONNRESET|ECONNREFUSED|UND_ERR_SOCKET)$/)
    }
    server = await startServer(dir, quiet)
    const lost = []
    for (const number of acknowledged) {
      if ((await call(server, 'GET', `/v1/visas/${number}`)).status !== 200) lost.push(number)
    }
    t.same(lost, [], `round ${round}: ${acknowledged.length} acknowledged`)
  }
  t.equal(await server.end('SIGTERM'), 0)
})
