import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'

const CLI = resolve(import.meta.dirname, '../../keys/cli.ts')
const dir = join(t.testdir(), 'keys')

function keys(args: string[], settings: Record<string, string> = { EVISA_KEYS_PASSPHRASE: 'correct-horse-battery' }) {
  const { PATH = '', SystemRoot = '' } = process.env
  const env = { PATH, SystemRoot, EVISA_KEYS_DIR: dir, ...settings }
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('a fault is one line on standard error, and exit 1', async (t) => {
  const { status, stdout, stderr } = keys(['list'], {})
  t.equal(status, 1)
  t.equal(stdout, '')
  t.match(stderr, /^there is no keyring\.json in .*npm run keys -- init\n$/)
  t.notOk(existsSync(dir))
})

t.test('what was done is told on standard output, and exit 0', async (t) => {
  const { status, stdout, stderr } = keys(['init', '--json'])
  t.equal(status, 0)
  t.equal(stderr, '')
  t.match(JSON.parse(stdout), { dir, keys: [{ purpose: 'visa', state: 'active' }, {}, {}, {}] })
  t.ok(existsSync(join(dir, 'published/trust.json')))
})

t.test('wrong usage exits 2 and says what is wrong, and asking for help 0', async (t) => {
  t.equal(keys(['explode']).status, 2)
  t.equal(keys([]).status, 2)
  const since = keys(['compromise', 'notAKeyHere', '--since', 'yesterday'])
  t.equal(since.status, 2)
  t.match(since.stderr, /--since/)
  const svg = keys(['list', '--svg', 'keys.svg'])
  t.strictSame([svg.status, svg.stdout], [2, ''])
  t.match(svg.stderr, /^error: unknown option '--svg'/)
  const help = keys(['--help'])
  t.equal(help.status, 0)
  for (const name of ['init', 'announce', 'activate', 'retire', 'compromise', 'publish', 'list', 'rotate-root']) {
    t.match(help.stdout, new RegExp(`^ +${name} `, 'm'))
  }
})
