import { join } from 'node:path'
import t from 'tap'
import { readKeyring } from '../../keys/key-store.ts'
import { DAY, HOUR, journalOf, makeStore, NOW, newestKey, runKeys } from './made-store.ts'

const { dir } = await makeStore(t)
const old = newestKey(dir, 'status').kid
const jsonOf = async (args: readonly string[], now?: number, settings = {}) =>
  JSON.parse(await runKeys(dir, [...args, '--json'], now, settings))

t.test('announces a key for the window that is set, and says that it is not in force', async (t) => {
  const said = await runKeys(dir, ['announce', 'status'], NOW, { EVISA_MAX_OFFLINE_HOURS: '6' })
  t.match(said, /^The status key \S{11} is announced to sign from .*\nNot in force until .*publish\n/)
  t.match(newestKey(dir, 'status'), { state: 'announced', active_from: NOW + 6 * HOUR })
})

t.test('activates it when it was published and its window is over', async (t) => {
  const { kid } = newestKey(dir, 'status')
  await t.rejects(runKeys(dir, ['activate', kid]), { code: 'rotation/not-published' })
  await runKeys(dir, ['publish'], NOW, { EVISA_MAX_OFFLINE_HOURS: '6' })
  await t.rejects(runKeys(dir, ['activate', kid], NOW + 6 * HOUR - 1), { code: 'rotation/too-early' })
  t.match(await jsonOf(['activate', kid], NOW + 6 * HOUR), { key: { kid, state: 'active' }, published: false })
})

t.test('retires the old one, with the reason', async (t) => {
  const { key } = await jsonOf(['retire', old, '--reason', 'its year is over'], NOW + DAY)
  t.match(key, { kid: old, state: 'retired', sign_until: NOW + DAY })
  t.match(journalOf(dir).at(-1), { act: 'retire', kid: old, reason: 'its year is over' })
})

t.test('force needs a reason', async (t) => {
  const { kid } = newestKey(dir, 'status')
  for (const args of [['--force'], ['--force', '--reason', ' ']]) {
    await t.rejects(runKeys(dir, ['retire', kid, ...args]), { code: 'commander.error', message: /needs --reason/ })
  }
  await t.rejects(runKeys(dir, ['retire', kid], NOW + DAY), { code: 'rotation/last-active' })
  await runKeys(dir, ['retire', kid, '--force', '--reason', 'a drill'], NOW + DAY)
  t.match(journalOf(dir).at(-1), { act: 'retire', reason: 'a drill' })
})

t.test('compromises a key since a day of Kazakhstan, a time, or now', async (t) => {
  const kids = readKeyring(dir).map(({ kid }) => kid)
  const now = Date.UTC(2026, 10, 25) / 1000
  for (const [at, [since, compromised_at]] of [
    ['2026-11-22', Date.UTC(2026, 10, 21, 19) / 1000],
    ['2026-11-22T23:50:00+05:00', Date.UTC(2026, 10, 22, 18, 50) / 1000],
    ['now', now],
  ].entries()) {
    const { key } = await jsonOf(['compromise', kids[at] ?? '', '--since', `${since}`], now)
    t.match(key, { kid: kids[at], state: 'compromised', compromised_at })
  }
  for (const wrong of ['yesterday', '2026-02-30', '2026-11-22T23:50:00']) {
    const args = ['compromise', kids[3] ?? '', '--since', wrong]
    await t.rejects(runKeys(dir, args), { code: 'commander.invalidArgument' }, wrong)
  }
  await t.rejects(runKeys(dir, ['compromise', kids[3] ?? '']), { code: 'commander.missingMandatoryOptionValue' })
})

t.test('only making a key needs a passphrase', async (t) => {
  const none = { EVISA_KEYS_PASSPHRASE: undefined }
  await t.rejects(runKeys(dir, ['announce', 'visa'], NOW, none), { code: 'config/invalid' })
  await t.rejects(runKeys(dir, ['retire', 'notAKeyHere'], NOW, none), { code: 'rotation/unknown-key' })
  await t.rejects(runKeys(dir, ['announce', 'root']), { code: 'commander.invalidArgument' })
})

t.test('a key in a token needs the settings of the token', async (t) => {
  const announce = ['announce', 'visa', '--pkcs11']
  await t.rejects(runKeys(dir, announce), { code: 'config/invalid', message: /EVISA_PKCS11_MODULE is not set/ })
  const settings = { EVISA_PKCS11_MODULE: join(dir, 'no.so') }
  await t.rejects(runKeys(dir, announce, NOW, settings), { code: 'config/invalid', message: /EVISA_PKCS11_PIN_FILE/ })
})
