import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openParts, type PartName } from '../../start/parts.ts'

// It says what it is, works for so long, and takes its time to end.
const program = (says: string, workMs = 60_000) => `console.log(${JSON.stringify(says)})
  setTimeout(() => process.exit(4), ${workMs})
  process.on('SIGTERM', () => setTimeout(() => { console.log('ended: ${says}'); process.exit(0) }, 50))`

const PROGRAMS = {
  'portal.mjs': program('portal at p'),
  'demonstration.mjs': program('demonstration at d'),
  'server.mjs': program('evisa-gate authority at s'),
  'mailbox.mjs': program('test mailbox at m'),
  'acquirer.mjs': program('test acquirer at a'),
}

function opened(t: Test, change: Partial<typeof PROGRAMS> = {}) {
  const dir = t.testdir({ ...PROGRAMS, ...change })
  const said = { out: '', err: '' }
  const inDir = (name: string) => join(dir, `${name}.mjs`)
  const programs = {
    portal: inDir('portal'),
    demonstration: inDir('demonstration'),
    server: inDir('server'),
    mailbox: inDir('mailbox'),
    acquirer: inDir('acquirer'),
  }
  const parts = openParts({
    programs,
    flags: [],
    voices: {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
    },
  })
  t.teardown(() => parts.end())
  return { parts, said }
}

t.test('all are told of in one order and ended in another, whatever order they began in', async (t) => {
  const { parts, said } = opened(t)
  for (const name of ['acquirer', 'server', 'demonstration', 'mailbox', 'portal'] as const)
    await parts.run(name, process.env)?.address
  t.equal(said.out, '')
  parts.release()
  t.equal(
    said.out,
    'portal at p\ndemonstration at d\ntest mailbox at m\nevisa-gate authority at s\ntest acquirer at a\n',
  )
  said.out = ''
  t.strictSame(await parts.end(), { code: 0, wasUp: true })
  t.strictSame(said.out.match(/(portal|demonstration|authority|mailbox|acquirer) at/g), [
    ...['portal at', 'demonstration at', 'authority at', 'mailbox at', 'acquirer at'],
  ])
  t.equal(said.err, '')
  t.equal(parts.run('portal', process.env), null)
})

t.test('one that ends by itself is said, with what does not work without it, and the others go on', async (t) => {
  const { parts, said } = opened(t, {
    'mailbox.mjs': program('test mailbox at m', 50),
    'acquirer.mjs': 'process.exitCode = 1',
  })
  const [mailbox, acquirer, server] = (['mailbox', 'acquirer', 'server'] as const).map((name) =>
    parts.run(name, process.env),
  )
  t.equal(await acquirer?.address, null)
  t.equal(await mailbox?.ended, 4)
  t.equal(await server?.address, 's')
  await new Promise(setImmediate)
  t.match(said.err, /^the test mailbox ended: no mail arrives until the next start$/m)
  t.match(said.err, /^the test acquirer did not start: nothing can be paid until the next start$/m)
  t.strictSame(await parts.end(), { code: 0, wasUp: true })
})

t.test('once the server ends it is over, with its code and no other word', async (t) => {
  const { parts, said } = opened(t, { 'server.mjs': program('no address', 50) })
  parts.run('server', process.env)
  await parts.over
  t.strictSame(await parts.end(), { code: 4, wasUp: false })
  t.equal(said.err, '')
})

t.test('what only the server is told, no other program has in its environment', async (t) => {
  const HAS = "console.log('has ' + Object.keys(process.env).filter((name) => /^(EVISA|PORTAL)_/i.test(name)))"
  const programs = Object.entries(PROGRAMS).map(([file, text]) => [file, `${HAS}\n${text}`])
  const { parts } = opened(t, Object.fromEntries(programs))
  const env = { PATH: process.env.PATH, PORTAL_PORT: '0', EVISA_KEYS_PASSPHRASE: 'secret', evisa_test: 'secret' }
  const has = async (name: PartName) => parts.run(name, env)?.said(/^has (.*)\n/m)
  t.match(await has('server'), 'EVISA_KEYS_PASSPHRASE')
  for (const name of ['portal', 'demonstration', 'mailbox', 'acquirer'] as const)
    t.equal(await has(name), 'PORTAL_PORT', name)
})
