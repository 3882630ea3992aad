import { hash } from 'node:crypto'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { CopyDamaged, publishedCopy } from '../../../server/recovery/published-copy.ts'

const artefact = (path: string, body: string, version = 1) => {
  const sha256 = hash('sha256', body, 'base64url')
  return { path, version, kid: 'k', signedAt: 5, contentHash: 'c', sha256, body }
}

t.test('what was published last is kept, and nothing else', async (t) => {
  const folder = join(t.testdir(), 'published')
  const copy = publishedCopy(folder)
  t.same(await copy.read(), [])
  await copy.keep([artefact('snapshot', 'one'), artefact('status/0', 'list')])
  const second = [artefact('snapshot', 'two', 2), artefact('status/0', 'list')]
  await Promise.all([copy.keep([artefact('snapshot', 'between')]), copy.keep(second)])
  t.same(
    await publishedCopy(folder).read(),
    second.map((one) => ({ ...one, contentHash: '' })),
  )
  t.equal(readdirSync(folder).length, 3)
  if (process.platform !== 'win32') t.equal(statSync(join(folder, 'set.json')).mode & 0o777, 0o600)
})

t.test('a copy that is damaged says which file', async (t) => {
  const folder = join(t.testdir(), 'published')
  const one = artefact('snapshot', 'one')
  const keep = async () => {
    rmSync(folder, { recursive: true, force: true })
    await publishedCopy(folder).keep([one])
  }
  const rejects = (message: RegExp) =>
    t.rejects(publishedCopy(folder).read(), Object.assign(new CopyDamaged(), { message }))
  await keep()
  writeFileSync(join(folder, one.sha256), 'another')
  await rejects(/copy of snapshot/)
  rmSync(join(folder, one.sha256))
  await rejects(/copy of snapshot/)
  await keep()
  writeFileSync(join(folder, 'set.json'), '[{')
  await rejects(/set\.json is no JSON/)
})
