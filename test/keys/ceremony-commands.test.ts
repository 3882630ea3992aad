import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { readKeyring } from '../../keys/key-store.ts'
import { DAY, journalOf, NOW, runKeys } from './made-store.ts'

const folder = t.testdir()
const dir = join(folder, 'keys')
const inFolder = (...names: string[]) => names.map((name) => join(folder, name))
const each = (option: string, values: readonly string[]) => values.flatMap((value) => [option, value])

// Each custodian has a passphrase of their own; the store's opens no root key.
const files = ['aigul', 'bolat', 'dana'].map((name) => {
  const file = join(folder, `${name}.passphrase`)
  writeFileSync(file, `the passphrase of ${name}\n`, { mode: 0o600 })
  return file
})
const settings = { EVISA_CUSTODIAN_PASSPHRASE_FILES: files.join(delimiter) }
const custodians = inFolder('aigul', 'bolat', 'dana')

t.test('init hands a root key to each custodian, and says what to do next', async (t) => {
  const said = await runKeys(dir, ['init', ...each('--custodian', custodians)], NOW, settings)
  for (const words of [dir, /visa +active/, /dana\/root-3-/, /offline/, /npm run keys -- publish/]) t.match(said, words)
  const lines = said.split('\n').filter((line) => !line.includes(folder))
  t.ok(lines.every((line) => line.length <= 100))
})

t.test('publish takes the root keys of any two custodians, without the passphrase of the store', async (t) => {
  const roots = each('--root', custodians.slice(1))
  const none = { ...settings, EVISA_KEYS_PASSPHRASE: undefined }
  const { trust_list } = JSON.parse(await runKeys(dir, ['publish', ...roots, '--json'], NOW + DAY, none))
  t.same(trust_list, { version: 2, exp: NOW + 91 * DAY })
  await t.rejects(runKeys(dir, ['publish'], NOW, settings), { code: 'root/threshold', message: /--root/ })
  await t.rejects(runKeys(dir, ['publish', ...roots], NOW), { code: 'pem/passphrase', message: /root-\d-/ })
})

t.test('rotate-root makes the next root for new custodians', async (t) => {
  const [next = '', ...others] = inFolder('erlan', 'farida', 'gulnar')
  const args = ['rotate-root', ...each('--custodian', [next, ...others]), ...each('--root', custodians)]
  const said = await runKeys(dir, [...args, '--reason', 'four years'], NOW + 2 * DAY, settings)
  t.match(said, /^Made root 2, good until .*: 2 of its 3 keys must sign\.\nPublished version 3 /)
  t.match(said, /erlan\/root-1-/)
  t.match(journalOf(dir).at(-1), { act: 'publish', version: 3, reason: 'four years' })

  const listed = JSON.parse(await runKeys(dir, ['list', '--json'], NOW + 2 * DAY))
  const [lost = '', ...kept] = listed.root.kids
  const replace = ['rotate-root', '--replace', lost, ...each('--custodian', inFolder('hadi')), '--json']
  const roots = each('--root', others)
  const { root, root_files } = JSON.parse(await runKeys(dir, [...replace, ...roots], NOW + 3 * DAY, settings))
  t.match(root, { version: 3, threshold: 2 })
  t.equal(root_files.length, 1)
  const after = JSON.parse(await runKeys(dir, ['list', '--json'], NOW + 3 * DAY))
  t.same(after.root.kids.slice(0, 2), kept)
  t.same(after.trust_list, { version: 4, exp: NOW + 93 * DAY, root: 3 })
  t.equal(readKeyring(dir).length, 6)
})

t.test('wrong options are told as wrong usage', async (t) => {
  await t.rejects(runKeys(dir, ['rotate-root']), { code: 'commander.missingMandatoryOptionValue' })
  for (const wrong of [
    ['init', '--threshold', 'two'],
    ['init', '--threshold', '0'],
  ]) {
    await t.rejects(runKeys(dir, wrong), { code: 'commander.invalidArgument' })
  }
  await t.rejects(runKeys(dir, ['publish', '--force']), { code: 'commander.unknownOption' })
})
