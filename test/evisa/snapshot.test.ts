import t from 'tap'
import {
  confirms,
  MAX_SNAPSHOT_CHARACTERS,
  newestRoot,
  peekSnapshot,
  SNAPSHOT_LIFE_SECONDS,
  SNAPSHOT_TYP,
  type SnapshotDocument,
  verifySnapshot,
  withAge,
} from '#evisa/snapshot.ts'
import { DAY, makeTrustList, NOW, trustedKey, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const HASH = 'A'.repeat(43)
const member = (version = 1, sha256 = HASH) => ({ version, sha256 })

function snapshotDocument(change: object = {}): SnapshotDocument {
  const artefacts = {
    'root/1': member(1),
    trust: member(7),
    policy: member(4),
    'status/0': member(NOW - 600),
    [`register/${KEYS.visa.kid}`]: member(NOW - 600),
  }
  const exp = NOW + SNAPSHOT_LIFE_SECONDS
  return { version: 99, iat: NOW, exp, artefacts, ledger: { position: 12 }, ...change }
}
const sign = (payload: object | string, key = KEYS.snapshot) => signArtefact(key, SNAPSHOT_TYP, payload)
const verify = (payload: object | string, key = KEYS.snapshot) => verifySnapshot(sign(payload, key), trust)

t.test('a snapshot of the right key gives what it names, its kid and its very text', async (t) => {
  const text = sign(snapshotDocument())
  t.same(await verifySnapshot(text, trust), {
    ok: true,
    value: { ...snapshotDocument(), kid: KEYS.snapshot.kid, text },
  })
  t.ok((await verify(snapshotDocument({ artefacts: {} }))).ok, 'what is missing is judged where it is looked for')
})

t.test('refuses a snapshot of another key, typ or size', async (t) => {
  t.same(await verify(snapshotDocument(), KEYS.status), { ok: false, error: 'artefact/key-purpose' })
  t.same(await verify(snapshotDocument(), KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  const stolen = await makeTrustList({ keys: [trustedKey(KEYS.snapshot, 'snapshot', { state: 'compromised' })] })
  t.same(await verifySnapshot(sign(snapshotDocument()), stolen), { ok: false, error: 'artefact/key-compromised' })
  const typed = signArtefact(KEYS.snapshot, 'evisa-feed+jwt', snapshotDocument())
  t.same(await verifySnapshot(typed, trust), { ok: false, error: 'artefact/header' })
  const long = 'x'.repeat(MAX_SNAPSHOT_CHARACTERS + 1)
  t.same(await verifySnapshot(long, trust), { ok: false, error: 'artefact/too-large' })
  t.same(await verifySnapshot('', trust), { ok: false, error: 'artefact/format' })
})

const BAD: Readonly<Record<string, object>> = {
  'version 0': { version: 0 },
  'a version beyond all integers': { version: 2 ** 53 },
  'no expiry': { exp: undefined },
  'an unknown member': { more: 1 },
  'no artefacts': { artefacts: undefined },
  'a list of artefacts': { artefacts: [] },
  'no ledger': { ledger: undefined },
  'a ledger of less than nothing': { ledger: { position: -1 } },
  'more of the ledger': { ledger: { position: 1, more: 1 } },
  'an artefact that is a number': { artefacts: { trust: 5 } },
  'an artefact without a version': { artefacts: { trust: { sha256: HASH } } },
  'a negative version': { artefacts: { trust: member(-1) } },
  'a version beyond all integers of an artefact': { artefacts: { trust: member(2 ** 53) } },
  'a hash that is too short': { artefacts: { trust: member(1, HASH.slice(1)) } },
  'a hash of other letters': { artefacts: { trust: member(1, `${HASH.slice(1)}=`) } },
  'an artefact with more': { artefacts: { trust: { ...member(), size: 5 } } },
}

t.test('refuses another schema, before anything is proven and after', async (t) => {
  for (const [name, change] of Object.entries(BAD)) {
    const text = sign(snapshotDocument(change))
    t.same(await verifySnapshot(text, trust), { ok: false, error: 'artefact/schema' }, name)
    t.same(peekSnapshot(text), { ok: false, error: 'artefact/schema' }, name)
  }
})

t.test('names only paths that there are, in their one spelling', async (t) => {
  const naming = (path: string) => verify(snapshotDocument({ artefacts: Object.fromEntries([[path, member(1)]]) }))
  for (const path of ['root/1', 'trust', 'policy', 'status/0', 'status/7', 'status/99999', 'register/AAAAAAAAA-_']) {
    t.ok((await naming(path)).ok, path)
  }
  const others = [
    '',
    'extra',
    'Trust',
    ' trust',
    'trust ',
    'trust\n',
    'trust/',
    'policy/1',
    'snapshot',
    'root',
    'root/',
    'root/0',
    'root/01',
    'root/10000',
    'root/-1',
    'root/pinned',
    'status',
    'status/',
    'status/00',
    'status/07',
    'status/100000',
    'register/AAAAAAAAAA',
    'register/AAAAAAAAAAAA',
    'register/AAAAAAAAAA/',
    'register/../../trust',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ]
  for (const path of others) t.same(await naming(path), { ok: false, error: 'artefact/schema' }, JSON.stringify(path))
})

t.test('a member that is inherited is none', async (t) => {
  const text = (artefacts: string) =>
    `{"version":1,"iat":${NOW},"exp":${NOW},"artefacts":${artefacts},"ledger":{"position":0}}`
  const whole = `{"version":1,"sha256":"${HASH}"}`
  t.ok((await verify(text(`{"trust":${whole}}`))).ok)
  for (const artefacts of [`{"__proto__":{"trust":${whole}}}`, `{"trust":{"__proto__":${whole}}}`]) {
    t.same(await verify(text(artefacts)), { ok: false, error: 'artefact/schema' }, artefacts)
  }
  const twice = text(`{"trust":${whole},"trust":${whole}}`)
  t.same(await verify(twice), { ok: false, error: 'artefact/schema' }, 'one path named twice')
})

t.test('a snapshot lives no longer than a scanner may go on without one, whatever it says', async (t) => {
  const expOf = async (exp: number) => unwrap(await verify(snapshotDocument({ exp }))).exp
  t.equal(await expOf(NOW + SNAPSHOT_LIFE_SECONDS - 1), NOW + SNAPSHOT_LIFE_SECONDS - 1)
  t.equal(await expOf(NOW + SNAPSHOT_LIFE_SECONDS + 1), NOW + SNAPSHOT_LIFE_SECONDS)
  t.equal(await expOf(99_999_999_999), NOW + SNAPSHOT_LIFE_SECONDS)
})

t.test('a root is named with the version that its path has', async (t) => {
  const naming = (path: string, version: number) => verify(snapshotDocument({ artefacts: { [path]: member(version) } }))
  t.ok((await naming('root/12', 12)).ok)
  for (const version of [0, 1, 2, 11, 13, 120]) {
    t.same(await naming('root/12', version), { ok: false, error: 'artefact/schema' }, String(version))
  }
})

t.test('a peek tells what is claimed, whoever signed it, and proves nothing', async (t) => {
  const [header = '', payload = ''] = sign(snapshotDocument(), KEYS.stranger).split('.')
  t.same(unwrap(peekSnapshot(`${header}.${payload}.AAAA`)), snapshotDocument())
  t.same(peekSnapshot(''), { ok: false, error: 'artefact/format' })
  t.same(peekSnapshot('x'.repeat(MAX_SNAPSHOT_CHARACTERS + 1)), { ok: false, error: 'artefact/too-large' })
  t.same(peekSnapshot(signArtefact(KEYS.snapshot, 'evisa+jwt', snapshotDocument())), {
    ok: false,
    error: 'artefact/header',
  })
})

t.test('the newest root is the one of the highest number, not of the last letter', async (t) => {
  const newest = (...paths: string[]) =>
    newestRoot({ artefacts: Object.fromEntries(paths.map((path) => [path, member()])) })
  t.equal(newest('root/1'), 1)
  t.equal(newest('root/9', 'root/10', 'trust', 'root/2'), 10)
  t.equal(newest('trust', 'status/70'), 0, 'none')
  t.equal(newest(...Array.from({ length: 9999 }, (_, at) => `root/${at + 1}`)), 9999)
})

t.test('confirms the very text that it names under that path', async (t) => {
  const snapshot = snapshotDocument({ artefacts: { trust: member(1, HASH), policy: member(1, 'B'.repeat(43)) } })
  t.equal(confirms(snapshot, 'trust', HASH), true)
  t.equal(confirms(snapshot, 'policy', HASH), false, 'named under another path')
  t.equal(confirms(snapshot, 'status/0', HASH), false)
  t.equal(confirms(snapshot, 'toString', HASH), false)
  t.equal(confirms({ artefacts: Object.create({ trust: member(1, HASH) }) }, 'trust', HASH), false, 'inherited')
})

t.test('what a younger snapshot names is as young as that, and never older than it was', async (t) => {
  const artefact = { name: 'any', asOf: NOW }
  t.same(withAge(artefact, { iat: NOW + DAY }), { name: 'any', asOf: NOW + DAY })
  t.same(withAge(artefact, { iat: NOW - DAY }), artefact)
  t.same(artefact, { name: 'any', asOf: NOW }, 'the artefact itself is untouched')
})
