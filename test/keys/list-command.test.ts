import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DAY, HOUR, makeStore, NOW, newestKey, runKeys, WINDOW, YEAR } from './made-store.ts'

const { dir } = await makeStore(t)
const none = { EVISA_KEYS_PASSPHRASE: undefined }
const list = (now: number, ...args: string[]) => runKeys(dir, ['list', ...args], now, none)
const codes = (listed: { warnings: { code: string }[] }) => listed.warnings.map(({ code }) => code)

t.test('shows every key with its dates, and needs no passphrase', async (t) => {
  const lines = (await list(NOW)).split('\n')
  t.match(lines[0], /^KID +PURPOSE +STATE +SIGNS FROM +SIGNS UNTIL +VERIFIES UNTIL$/)
  t.match(lines[1], /^[\w-]{11} {2}visa +active +20\d\d-\d\d-\d\d +20\d\d-\d\d-\d\d +20\d\d-\d\d-\d\d$/)
  t.match(lines[8], /^Trust list version 1, good until 20\d\d-\d\d-\d\d; root 1, good until 20/)
  t.ok(lines.every((line) => line.length <= 100))
  const listed = JSON.parse(await list(NOW, '--json'))
  t.same(listed.keys, JSON.parse(readFileSync(join(dir, 'keyring.json'), 'utf8')))
  t.match(listed, { trust_list: { version: 1, exp: NOW + 90 * DAY, root: 1 }, not_published: [] })
  t.match(listed.root, { version: 1, threshold: 2 })
  t.equal(listed.root_files.length, 3)
})

t.test('marks what is not published yet', async (t) => {
  await runKeys(dir, ['announce', 'visa'], NOW)
  t.match((await list(NOW)).split('\n')[7], /^[\w-]{11} {2}visa +announced .* not published yet$/)
  const { not_published, warnings } = JSON.parse(await list(NOW, '--json'))
  t.same(not_published, [newestKey(dir, 'visa').kid])
  t.ok(codes({ warnings }).includes('key/not-published'))
  await runKeys(dir, ['publish'], NOW)
  t.notMatch(await list(NOW), /not published yet/)
})

t.test('warns in time', async (t) => {
  const at = async (now: number) => codes(JSON.parse(await list(now, '--json')))
  t.same(await at(NOW), ['root-keys/here'])
  t.same(await at(NOW + 61 * DAY), ['trust-list/ends-soon', 'root-keys/here'])
  await runKeys(dir, ['activate', newestKey(dir, 'visa').kid], NOW + WINDOW)
  await runKeys(dir, ['publish'], NOW + YEAR - 80 * DAY)
  const late = await at(NOW + YEAR - 80 * DAY)
  t.same(late, ['root-keys/here', ...Array(6).fill('key/ends-soon')])
  t.equal((await at(NOW + 5 * YEAR + HOUR))[1], 'root/expired')
})

t.test('says how to begin where there are no keys', async (t) => {
  const nowhere = join(t.testdir(), 'none')
  await t.rejects(runKeys(nowhere, ['list']), { code: 'store/missing', message: /npm run keys -- init/ })
})
