import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { rootFingerprint } from '#evisa/root.ts'
import { hashOf } from '../../../server/publishing/sign-artefacts.ts'
import { madeRoster } from '../../made-statements.ts'
import { type Built, build, problemOf } from '../build-app.ts'
import { nextRoot, nextTrustList, withRosterKey } from '../next-trust-list.ts'
import { statusIn } from '../publishing/made-publisher.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

const PATHS = ['snapshot', 'root/1', 'trust', 'policy', 'status/0']
const MUST_ASK = 'public, max-age=0, must-revalidate'
const FOR_EVER = 'public, max-age=31536000, immutable'

/** A scanner that syncs with the server. */
const scannerOf = ({ nobody, world }: Built) => takingScanner(world.rootFingerprint, servedTo(nobody))
const kidOfKey = ({ world }: Built, name: string) => world.keys[name]?.signer.kid ?? ''

t.test('what is served verifies from the pinned root down', async (t) => {
  const built = await build(t)
  const set = await scannerOf(built).taken(built.clock.now)
  t.equal(set.trust.version, 1)
  t.ok(set.policy.editions[0]?.checkpoints.has('NQZ'))
  t.same([...set.statusLists.keys()], ['urn:evisa:KAZ:status:0'])
  t.equal(set.registers.size, 2, 'of the two stolen keys of the made world')
  const root = await built.nobody('GET', '/v1/artefacts/root/1')
  t.equal(await rootFingerprint(root.text), await built.publisher.rootFingerprint())
})

t.test('each has a type and a tag, and is not sent again to whoever holds it', async (t) => {
  const built = await build(t)
  const { nobody } = built
  const types: Readonly<Record<string, string>> = {
    snapshot: 'application/jwt',
    'root/1': 'application/jose+json',
    trust: 'application/jose+json',
    policy: 'application/jwt',
    'status/0': 'application/statuslist+jwt',
    [`register/${kidOfKey(built, 'stolen')}`]: 'application/jwt',
  }
  for (const [path, type] of Object.entries(types)) {
    const url = `/v1/artefacts/${path}`
    const first = await nobody('GET', url)
    t.equal(first.status, 200, path)
    t.equal(String(first.headers['content-type']).split(';')[0], type)
    t.equal(first.headers['cache-control'], MUST_ASK)
    const sha256 = hashOf(first.text)
    t.equal(first.headers.etag, `"${sha256}"`, 'the tag is the hash')
    t.strictSame([(await nobody('HEAD', url)).status, (await nobody('HEAD', url)).text], [200, ''])

    const byHash = await nobody('GET', `/v1/artefacts/by-hash/${sha256}`)
    t.strictSame([byHash.status, byHash.text], [200, first.text])
    t.match(byHash.headers, {
      'cache-control': FOR_EVER,
      etag: `"${sha256}"`,
      'content-type': new RegExp(`^${type.replaceAll('+', '\\+')}`),
    })
    for (const asked of [url, `/v1/artefacts/by-hash/${sha256}`]) {
      for (const tag of [`"${sha256}"`, `W/"${sha256}"`, `"another", "${sha256}"`, `W/"another",W/"${sha256}" , "x"`]) {
        const again = await nobody('GET', asked, undefined, { 'if-none-match': tag })
        t.strictSame([again.status, again.text, again.headers.etag], [304, '', `"${sha256}"`], `${path} ${tag}`)
      }
      for (const tag of ['"another"', sha256, `"${sha256}`, `"${sha256.toLowerCase()}"`, '', '"']) {
        t.equal((await nobody('GET', asked, undefined, { 'if-none-match': tag })).status, 200, `${path} ${tag}`)
      }
    }
  }
})

t.test('is compressed for whoever takes it so', async (t) => {
  const { nobody } = await build(t)
  const small = await nobody('GET', '/v1/artefacts/status/0', undefined, { 'accept-encoding': 'gzip' })
  t.ok(small.bytes.length < 1024)
  t.equal(small.headers['content-encoding'], undefined, 'but for what is too small to gain by it')
  for (const path of ['trust', 'policy']) {
    const url = `/v1/artefacts/${path}`
    const plain = await nobody('GET', url)
    t.equal(plain.headers['content-encoding'], undefined)
    const packed = await nobody('GET', url, undefined, { 'accept-encoding': 'gzip' })
    t.match(packed.headers, { 'content-encoding': 'gzip', etag: plain.headers.etag, vary: /accept-encoding/i }, path)
    t.equal(gunzipSync(packed.bytes).toString(), plain.text)
    t.ok(packed.bytes.length < plain.bytes.length)
    const tag = { 'if-none-match': String(plain.headers.etag), 'accept-encoding': 'gzip' }
    t.equal((await nobody('GET', url, undefined, tag)).status, 304)
  }
})

t.test('an unknown artefact is not found', async (t) => {
  const { nobody } = await build(t)
  const unknown = ['status/1', 'status/65535', 'status/99999', 'root/2', 'root/9999', 'register/AAAAAAAAAAA']
  for (const path of [...unknown, `by-hash/${'A'.repeat(43)}`, 'nothing', 'root/pinned/x']) {
    const answer = await nobody('GET', `/v1/artefacts/${path}`)
    t.equal(answer.status, 404, path)
    t.equal(problemOf(answer), 'not-found', path)
  }
  const wrong = ['status/00', 'status/abc', 'status/100000', 'status/-1', 'status/0%00', 'root/0', 'root/01', 'root/x']
  for (const path of [...wrong, 'root/pinned', 'root/10000', 'register/x', 'register/AAAAAAAAAAA=', 'by-hash/x'])
    t.equal(problemOf(await nobody('GET', `/v1/artefacts/${path}`)), 'bad-request', path)
})

t.test('a revocation is in the very next snapshot', async (t) => {
  const built = await build(t)
  const { taken } = scannerOf(built)
  const visa = await built.issue()
  const status = async () => statusIn(await taken(built.clock.now), visa)
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

t.test('a snapshot is never older than 300 seconds; a list that did not change keeps its tag', async (t) => {
  const { nobody, clock } = await build(t)
  const tag = async (path: string) => (await nobody('GET', `/v1/artefacts/${path}`)).headers.etag
  const [snapshot, list] = [await tag('snapshot'), await tag('status/0')]
  clock.now += 299
  t.same([await tag('snapshot'), await tag('status/0')], [snapshot, list])
  clock.now += 1
  t.not(await tag('snapshot'), snapshot)
  t.equal(await tag('status/0'), list)
})

t.test('what a snapshot names is found by its hash for some minutes after it was replaced', async (t) => {
  const built = await build(t)
  const { nobody, clock, authority } = built
  const visa = await built.issue()
  const former = await Promise.all(PATHS.map(async (path) => nobody('GET', `/v1/artefacts/${path}`)))
  await authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  await nobody('GET', '/v1/artefacts/snapshot')
  for (const { text, headers } of former) {
    const url = `/v1/artefacts/by-hash/${hashOf(text)}`
    const answer = await nobody('GET', url)
    t.same([answer.status, answer.text, answer.headers.etag], [200, text, headers.etag])
  }
  const [snapshot] = former
  for (let at = 0; at < 3; at++) {
    clock.now += 300
    await nobody('GET', '/v1/artefacts/snapshot')
  }
  t.equal((await nobody('GET', `/v1/artefacts/by-hash/${hashOf(snapshot?.text ?? '')}`)).status, 404)
})

t.test('a new trust list and a new root are served as soon as the custodians published them', async (t) => {
  const built = await build(t)
  const { keys, world, clock, nobody } = built
  const { taken } = scannerOf(built)
  await taken(clock.now)
  keys.current = await nextTrustList(world, keys.current, { now: clock.now })
  t.match(await taken(clock.now), { trust: { version: 2, rootVersion: 1 } })
  keys.current = await nextRoot(world, keys.current, { now: clock.now })
  t.match(await taken(clock.now), { trust: { version: 3, rootVersion: 2 } })
  t.equal((await nobody('GET', '/v1/artefacts/root/2')).text, keys.current.roots[1])
  t.equal((await nobody('GET', '/v1/artefacts/root/1')).text, keys.current.roots[0])
})

t.test('the register of a stolen key is served with the trust list that calls it stolen', async (t) => {
  const built = await build(t)
  const { keys, world, clock, nobody } = built
  const url = `/v1/artefacts/register/${kidOfKey(built, 'visa')}`
  await built.issue()
  t.equal((await nobody('GET', url)).status, 404)
  const change = { visa: { state: 'compromised', compromised_at: clock.now } } as const
  keys.current = await nextTrustList(world, keys.current, { now: clock.now, change })
  t.equal((await nobody('GET', url)).status, 200)
  const set = await scannerOf(built).taken(clock.now)
  t.equal(set.registers.get(kidOfKey(built, 'visa'))?.hashes.length, 16)
})

t.test('the first version of the wire ends once no device needs it', async (t) => {
  const { nobody, enrol, clock } = await build(t, { firstWire: false })
  const booth = await enrol('border')
  const statuses = async () => {
    clock.now += 60
    const paths = ['snapshot', 'trust', 'policy', '2/snapshot', '2/trust']
    return await Promise.all(paths.map(async (path) => (await nobody('GET', `/v1/artefacts/${path}`)).status))
  }
  const report = { unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null }
  await booth.call('PUT', `/v1/devices/${booth.id}/report`, report)
  t.same(await statuses(), [200, 200, 200, 200, 200])
  await booth.call('PUT', `/v1/devices/${booth.id}/report`, { ...report, wire: 2 })
  t.same(await statuses(), [404, 404, 200, 200, 200])
})

t.test("the border's set names its people, and nobody else is given it", async (t) => {
  const { rp_id: rpId, origins, officers } = madeRoster()
  const built = await build(t, { roster: async () => ({ rpId, origins, officers }) })
  const { nobody, authority, enrol, keys, world, clock } = built
  const [border, carrier] = [await enrol('border'), await enrol('carrier')]
  const before = await border.call('GET', '/v1/artefacts/border/snapshot')
  t.equal(before.text, (await nobody('GET', '/v1/artefacts/2/snapshot')).text, 'that of everybody where there is none')
  clock.now += 10
  keys.current = await withRosterKey(world, keys.current, clock.now)
  const own = await border.call('GET', '/v1/artefacts/border/snapshot')
  t.equal(own.headers['cache-control'], 'private, max-age=0, must-revalidate')
  const { artefacts } = JSON.parse(Buffer.from(own.text.split('.')[1] ?? '', 'base64url').toString())
  const path = `by-hash/${artefacts.roster.sha256}`
  const roster = await border.call('GET', `/v1/artefacts/border/${path}`)
  t.match(JSON.parse(Buffer.from(roster.text.split('.')[1] ?? '', 'base64url').toString()), { officers })
  t.equal((await authority('GET', `/v1/artefacts/border/${path}`)).text, roster.text, 'for a bundle')
  const hash = hashOf(own.text)
  const tagged = { 'if-none-match': `"${hash}"` }
  t.equal((await border.call('GET', '/v1/artefacts/border/snapshot', undefined, tagged)).status, 304)
  for (const asked of ['snapshot', path, `by-hash/${hash}`]) {
    t.equal((await carrier.call('GET', `/v1/artefacts/border/${asked}`)).status, 403, asked)
    t.equal((await nobody('GET', `/v1/artefacts/border/${asked}`)).status, 401, asked)
  }
  for (const asked of [path, `by-hash/${hash}`, 'roster', 'border/roster'])
    t.equal((await nobody('GET', `/v1/artefacts/${asked}`)).status, 404, asked)
  t.notOk('roster' in (await scannerOf(built).taken(clock.now)).snapshot.artefacts)
  t.equal((await border.call('GET', `/v1/artefacts/border/by-hash/${artefacts.policy.sha256}`)).status, 404)
})
