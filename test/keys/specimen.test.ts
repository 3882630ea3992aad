import t from 'tap'
import { isSpecimen, SPECIMEN_KID } from '#evisa/specimen.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { followKeys } from '../../keys/authority-keys.ts'
import { initKeys, publishTrustList } from '../../keys/ceremony.ts'
import { readKeyring, writeKeyring } from '../../keys/key-store.ts'
import { readPublishedDocuments } from '../../keys/published-documents.ts'
import { markAsSpecimen } from '../../keys/specimen.ts'
import { journalOf, makeStore, NOW, newestKey, PASSPHRASE, runKeys, WINDOW } from './made-store.ts'

const custodiansOf = (dir: string) => ['a', 'b', 'c'].flatMap((name) => ['--custodian', `${dir}-next/${name}`])

/** Whether a scanner that holds what was published here shows specimens. */
async function showsSpecimens(dir: string): Promise<boolean> {
  const { root, trust } = await readPublishedDocuments(dir)
  const list = await verifyTrustList(trust.text, root.root)
  if (!list.ok) throw new Error(list.error)
  return isSpecimen(list.value)
}

t.test('no ceremony of an authority makes keys that sign specimens, by whatever command', async (t) => {
  const dir = `${t.testdir()}/keys`
  await runKeys(dir, ['init'])
  t.notOk(await showsSpecimens(dir))
  await runKeys(dir, ['announce', 'visa'])
  await runKeys(dir, ['publish'])
  const { kid } = newestKey(dir, 'visa')
  await runKeys(dir, ['activate', kid], NOW + WINDOW + 1)
  await runKeys(dir, ['publish'], NOW + WINDOW + 1)
  await runKeys(dir, ['rotate-root', ...custodiansOf(dir)], NOW + WINDOW + 2)
  t.notOk(await showsSpecimens(dir))
  t.notOk((await (await followKeys({ dir, passphrase: PASSPHRASE })).current()).isSpecimen)
  for (const option of ['--specimen', '--demonstration'])
    await t.rejects(runKeys(`${dir}-other`, ['init', option]), { code: 'commander.unknownOption' })
})

t.test('the keys of a demonstration always do, from the first trust list on, whatever is done to them', async (t) => {
  const dir = `${t.testdir()}/keys`
  const access = { dir, passphrase: PASSPHRASE }
  await initKeys({ ...access, now: NOW, specimen: true })
  t.ok(await showsSpecimens(dir))
  await t.rejects(runKeys(dir, ['activate', SPECIMEN_KID]), { code: 'rotation/not-announced' })
  await runKeys(dir, ['compromise', SPECIMEN_KID, '--since', 'now'])
  await runKeys(dir, ['publish'])
  t.ok(await showsSpecimens(dir))
  await runKeys(dir, ['rotate-root', ...custodiansOf(dir)], NOW + 1)
  t.ok(await showsSpecimens(dir))
  t.match(await runKeys(dir, ['list']), /SPECIMEN: keys of a demonstration/)

  writeKeyring(
    dir,
    readKeyring(dir).filter(({ kid }) => kid !== SPECIMEN_KID),
  )
  await t.rejects(runKeys(dir, ['publish'], NOW + 2), { code: 'keyring/behind' }, 'nor is it forgotten')
})

t.test('keys that did not say so are marked once', async (t) => {
  const access = await makeStore(t)
  markAsSpecimen(access.dir, NOW)
  markAsSpecimen(access.dir, NOW)
  t.equal(journalOf(access.dir).filter(({ act }) => act === 'mark').length, 1)
  await publishTrustList({ ...access, now: NOW + 1 })
  t.ok(await showsSpecimens(access.dir))
  const keys = await (await followKeys(access)).current()
  t.ok(keys.isSpecimen)
  t.not(keys.signingKey('policy', NOW + 2)?.kid, SPECIMEN_KID, 'it signs nothing')
})
