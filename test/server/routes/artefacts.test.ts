import t from 'tap'
import { rootFingerprint } from '#evisa/root.ts'
import { statusAt } from '#evisa/status-list.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { verifyHeld } from '../../../scanner-client/offline/held-knowledge.ts'
import { type Built, build, problemOf } from '../build-app.ts'

const PATHS = ['root/1', 'trust', 'policy', 'status/0']

/** Fetches everything and verifies it from the root up, as a scanner does. */
async function fetched({ nobody, world }: Built) {
  const artefacts = await Promise.all(
    PATHS.map(async (path) => {
      const { text, headers } = await nobody('GET', `/v1/artefacts/${path}`)
      return { path, body: text, etag: String(headers.etag) }
    }),
  )
  const verified = await verifyHeld(artefacts, world.rootFingerprint, inflateBytes)
  if (!verified.ok) throw new Error(`${verified.error.path}: ${verified.error.fault}`)
  return verified.value
}

t.test('what is served verifies from the pinned root down', async (t) => {
  const built = await build(t)
  const { trust, policy, statusLists } = await fetched(built)
  t.equal(trust?.version, 1)
  t.ok(policy?.checkpoints.has('NQZ'))
  t.same([...statusLists.keys()], ['urn:evisa:KAZ:status:0'])
  const root = await built.nobody('GET', '/v1/artefacts/root/1')
  t.equal(await rootFingerprint(root.text), built.publisher.rootFingerprint)
})

t.test('each has a type and a tag, and is not sent again to whoever holds it', async (t) => {
  const { nobody } = await build(t)
  const types: Readonly<Record<string, string>> = {
    'root/1': 'application/jose+json',
    trust: 'application/jose+json',
    policy: 'application/jwt',
    'status/0': 'application/statuslist+jwt',
  }
  for (const path of PATHS) {
    const url = `/v1/artefacts/${path}`
    const first = await nobody('GET', url)
    t.equal(first.status, 200, path)
    t.match(String(first.headers['content-type']), types[path])
    t.equal(first.headers['cache-control'], 'public, max-age=0, must-revalidate')
    const etag = String(first.headers.etag)
    t.match(etag, /^"[\w-]{43}"$/)
    const second = await nobody('GET', url, undefined, { 'if-none-match': etag })
    t.strictSame([second.status, second.text, second.headers.etag], [304, '', etag], path)
    t.equal((await nobody('GET', url, undefined, { 'if-none-match': '"another"' })).status, 200)
    t.strictSame([(await nobody('HEAD', url)).status, (await nobody('HEAD', url)).text], [200, ''])
  }
})

t.test('an unknown artefact is not found', async (t) => {
  const { nobody } = await build(t)
  for (const path of ['status/1', 'status/65535', 'status/99999', 'root/2', 'snapshot']) {
    const answer = await nobody('GET', `/v1/artefacts/${path}`)
    t.equal(answer.status, 404, path)
    t.equal(problemOf(answer), 'not-found', path)
  }
  for (const path of ['status/00', 'status/abc', 'status/100000', 'status/-1', 'status/0%00'])
    t.equal(problemOf(await nobody('GET', `/v1/artefacts/${path}`)), 'bad-request', path)
})

t.test('a revocation is in the very next list', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const { idx, uri } = visa.claims.status.status_list
  const status = async () => {
    const list = (await fetched(built)).statusLists.get(uri)
    return list && statusAt(list, idx)
  }
  const tag = async () => (await built.nobody('GET', '/v1/artefacts/status/0')).headers.etag
  const set = (status: string) =>
    built.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status, reason: 'a test' })
  t.equal(await status(), 'valid')
  const before = await tag()
  await set('suspended')
  t.equal(await status(), 'suspended')
  t.not(await tag(), before)
  await set('valid')
  t.equal(await status(), 'valid')
  await set('revoked')
  t.equal(await status(), 'revoked')
})

t.test('a list is never older than 300 seconds', async (t) => {
  const { nobody, clock } = await build(t)
  const tag = async () => (await nobody('GET', '/v1/artefacts/status/0')).headers.etag
  const first = await tag()
  clock.now += 299
  t.equal(await tag(), first)
  clock.now += 1
  t.not(await tag(), first)
})
