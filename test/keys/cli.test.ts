import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'

const CLI = resolve(import.meta.dirname, '../../keys/cli.ts')
const dir = join(t.testdir(), 'keys')

function keys(args: string[], settings: Record<string, string> = { EVISA_KEYS_PASSPHRASE: 'correct-horse-battery' }) {
  const { PATH = '', SystemRoot = '' } = process.env
  const env = { PATH, SystemRoot, EVISA_KEYS_DIR: dir, ...settings }
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr, lines: stdout.split('\n') }
}

t.test('list says how to begin where there are no keys', async (t) => {
  const { status, stdout, stderr } = keys(['list'], {})
  t.equal(status, 1)
  t.equal(stdout, '')
  t.match(stderr, /^there is no keyring\.json in .*npm run keys -- init\n$/)
})

t.test('init without a passphrase makes nothing', async (t) => {
  const { status, stderr } = keys(['init'], {})
  t.equal(status, 1)
  t.match(stderr, /^no passphrase is set: .*EVISA_KEYS_PASSPHRASE_FILE.*\n$/)
  t.notOk(existsSync(dir))
})

t.test('init says what was made, where, and what to do next', async (t) => {
  const { status, stdout, lines } = keys(['init'])
  t.equal(status, 0)
  for (const said of [dir, /visa +active/, /root\/root-3-/, /offline/, /npm run keys -- publish/]) t.match(stdout, said)
  t.ok(lines.filter((line) => !line.includes(dir)).every((line) => line.length <= 100))
  t.ok(existsSync(join(dir, 'published/trust.json')))
})

t.test('a second init ends with one line', async (t) => {
  const { status, stderr } = keys(['init'])
  t.equal(status, 1)
  t.match(stderr, /^.* already holds .*\n$/)
})

t.test('list shows every key with its dates, and needs no passphrase', async (t) => {
  const { status, lines } = keys(['list'], {})
  t.equal(status, 0)
  t.match(lines[0], /^KID +PURPOSE +STATE +SIGNS UNTIL +VERIFIES UNTIL$/)
  t.match(lines[1], /^[\w-]{11} {2}visa +active +20\d\d-\d\d-\d\d +20\d\d-\d\d-\d\d$/)
  t.match(lines[6], /^Trust list version 1, good until 20\d\d-\d\d-\d\d$/)
  t.match(lines[7], /^Root keys lie here \(3\): move them away/)
  const { keys: listed, trust_list } = JSON.parse(keys(['list', '--json'], {}).stdout)
  t.same(listed, JSON.parse(readFileSync(join(dir, 'keyring.json'), 'utf8')))
  t.equal(trust_list.version, 1)
})

t.test('publish raises the version', async (t) => {
  const { status, stdout } = keys(['publish', '--json'])
  t.equal(status, 0)
  t.equal(JSON.parse(stdout).trust_list.version, 2)
  const wrong = keys(['publish'], { EVISA_KEYS_PASSPHRASE: 'not the passphrase' })
  t.equal(wrong.status, 1)
  t.match(wrong.stderr, /^.*root-1-.*the passphrase does not open this key.*\n$/)
})

t.test('wrong usage exits 2, and asking for help 0', async (t) => {
  t.equal(keys(['explode']).status, 2)
  t.equal(keys(['init', '--force']).status, 2)
  t.equal(keys([]).status, 2)
  t.equal(keys(['--help']).status, 0)
})
