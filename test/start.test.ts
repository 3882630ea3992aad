import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { request } from 'undici'

const START = resolve(import.meta.dirname, '../start.ts')
const { PATH = '', SystemRoot = '', NODE_COMPILE_CACHE = '' } = process.env

interface Started {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  readonly closed: Promise<readonly unknown[]>
  until(pattern: RegExp): Promise<string>
}

function start(t: Test, settings: Record<string, string>): Started {
  // A demonstration logs warnings alone unless told.
  const env = { PATH, SystemRoot, NODE_COMPILE_CACHE, EVISA_PORT: '0', EVISA_LOG_LEVEL: 'info', ...settings }
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const closed = once(child, 'close')
  t.teardown(() => void child.kill('SIGTERM'))
  const until = async (pattern: RegExp) => {
    for (;;) {
      const [, found] = pattern.exec(said.out) ?? []
      if (found !== undefined) return found
      if (child.exitCode !== null) throw new Error(`it ended: ${said.err}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, said, closed, until }
}

const isThere = (url: string) =>
  request(url).then(
    ({ body }) => body.dump().then(() => true),
    () => false,
  )

/** A demonstration once it has told where all of it is. */
async function demonstration(t: Test, dataDir: string) {
  const started = start(t, { EVISA_DATA_DIR: dataDir })
  const acquirer = await started.until(/^test acquirer at (\S+)$/m)
  const mailbox = await started.until(/^test mailbox at (\S+)$/m)
  const people = await started.until(/^demonstration at (\S+)$/m)
  const server = await started.until(/^evisa-gate authority at (\S+)$/m)
  const whereOf = () => Promise.all([server, people, mailbox, acquirer].map(isThere))
  return { ...started, whereOf }
}

t.test('a demonstration starts with its mailbox and its acquirer, and all end together', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const { child, said, closed, whereOf } = await demonstration(t, dataDir)
  t.match(said.out, /TEST: no bank, no money/)
  t.match(said.out, /^ {2}takes mail at smtp:\/\/127\.0\.0\.1:[0-9]+$/m)
  t.strictSame(await whereOf(), [true, true, true, true])
  t.ok(readFileSync(join(dataDir, 'acquirer/secret'), 'utf8').length > 20)
  child.kill('SIGINT')
  t.strictSame(await closed, [0, null])
  t.strictSame(await whereOf(), [false, false, false, false])
  t.match(said.err, /"event":"server-stopped"/)
})

t.test('a start that is killed leaves nothing running, and what runs ends well', async (t) => {
  const { child, said, closed, whereOf } = await demonstration(t, join(t.testdir(), 'data'))
  child.kill('SIGKILL')
  // Its words for people went with it; the log of the server is written until the server ends.
  t.strictSame(await closed, [null, 'SIGKILL'])
  t.match(said.err, /"event":"server-stopped"/)
  t.strictSame(await whereOf(), [false, false, false, false])
})

t.test('a server that does not start is told by its own words and code, and leaves nothing behind', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const { said, closed } = start(t, { EVISA_DATA_DIR: dataDir, EVISA_LOG_LEVEL: 'loud' })
  t.strictSame(await closed, [1, null])
  t.match(said.err, /^evisa-gate did not start: EVISA_LOG_LEVEL is "loud"/m)
  t.notOk(existsSync(dataDir))
})

t.test('an authority of its own, and one with another acquirer and mail server, starts none', async (t) => {
  const dir = t.testdir({ real: { 'authority.db': '' }, secret: 'x' })
  const real = start(t, { EVISA_DATA_DIR: join(dir, 'real') })
  t.strictSame(await real.closed, [1, null])
  t.match(real.said.err, /keys or data of a real authority/)
  t.notMatch(real.said.out, /acquirer|mailbox/)
  const other = start(t, {
    EVISA_DATA_DIR: join(dir, 'other'),
    EVISA_ACQUIRER_URL: 'http://127.0.0.1:9',
    EVISA_ACQUIRER_SECRET_FILE: join(dir, 'secret'),
    EVISA_SMTP_URL: 'smtp://127.0.0.1:9',
    EVISA_MAIL_FROM: 'a@b.example',
  })
  await other.until(/^evisa-gate authority at (\S+)$/m)
  other.child.kill('SIGTERM')
  t.strictSame(await other.closed, [0, null])
  t.notMatch(other.said.out, /test acquirer|test mailbox/)
})
