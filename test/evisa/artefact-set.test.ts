import t from 'tap'
import {
  type ArtefactSet,
  fault,
  loadRoots,
  loadSet,
  maxCharactersOf,
  PINNED_ROOT_PATH,
  readBounded,
  verifyMembers,
} from '#evisa/artefact-set.ts'
import { MAX_REGISTER_CHARACTERS } from '#evisa/issuance-register.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { MAX_STATUS_LIST_CHARACTERS } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import {
  asHeld,
  type Edits,
  HELD,
  HELD_AT,
  keyOf,
  listedKeys,
  NEXT,
  publish,
  REGISTER_PATH,
  type Recipe,
  type Recipes,
  ROOT_FINGERPRINT,
  ROTATED_TWICE,
  type Texts,
} from '../../fixtures/attacks/attacked-sets.ts'
import { altered } from '../../fixtures/attacks/damaged-texts.ts'
import { inflate, unwrap } from '../made.ts'

const PLATFORM = { inflate }
const reading = (texts: Texts) => async (path: string) => texts[path] ?? null
const load = (texts: Texts) => loadSet(reading(texts), ROOT_FINGERPRINT, PLATFORM)
const refused = (path: string, code: string) => ({ ok: false, error: { path, fault: code } })

t.test('a path has the largest size of its kind, and an unknown path none', async (t) => {
  t.equal(maxCharactersOf('status/7'), MAX_STATUS_LIST_CHARACTERS)
  t.equal(maxCharactersOf(REGISTER_PATH), MAX_REGISTER_CHARACTERS)
  t.same(['root/1', 'root/pinned'].map(maxCharactersOf), [65_536, 65_536])
  t.same(['trust', 'policy', 'snapshot'].map(maxCharactersOf), [1_000_000, 1_000_000, 8_000_000])
  t.same(['', 'extra', 'statu', '__proto__'].map(maxCharactersOf), [0, 0, 0, 0])
})

t.test('what is too long is refused by its length alone', async (t) => {
  for (const path of ['root/1', 'trust', 'policy', 'status/0', REGISTER_PATH, 'snapshot']) {
    const longest = 'x'.repeat(maxCharactersOf(path))
    t.equal((await readBounded(async () => longest, path, null)).ok, true, path)
    t.same(await readBounded(async () => `${longest}x`, path, null), refused(path, 'artefact/too-large'), path)
  }
  t.same(await readBounded(async () => 'x', 'extra', null), refused('extra', 'artefact/too-large'))
  t.same(await readBounded(async () => null, 'trust', null), refused('trust', 'artefact/missing'))
  t.same(await readBounded(async () => '', 'trust', null), { ok: true, value: '' }, 'an empty text is one')
})

t.test('asks for what it reads by the hash that is expected', async (t) => {
  const asked: [string, string | null][] = []
  const read = async (path: string, sha256: string | null) => {
    asked.push([path, sha256])
    return null
  }
  await readBounded(read, 'trust', 'abc')
  await loadRoots(read, ROOT_FINGERPRINT)
  t.same(asked, [
    ['trust', 'abc'],
    [PINNED_ROOT_PATH, ROOT_FINGERPRINT],
  ])
})

t.test('a stored set is verified from the pinned root up to every member', async (t) => {
  const set = unwrap(await load(await asHeld(HELD)))
  t.match(set, {
    trust: { version: 7, rootVersion: 1, iat: HELD_AT, asOf: HELD_AT },
    policy: { version: 4 },
    snapshot: { version: 99, kid: keyOf('snapshot').signer.kid },
  })
  t.same(
    set.roots.map(({ version }) => version),
    [1],
  )
  t.same([...set.statusLists.keys()], [`${STATUS_LIST_URN}0`, `${STATUS_LIST_URN}1`])
  t.same([...set.registers.keys()], [keyOf('stolen').signer.kid])
})

t.test('a stored set is not judged by the time: what has run out is still known', async (t) => {
  const past = { payload: { exp: 1 } }
  const set = unwrap(await load(await asHeld(HELD, { trust: past, policy: past, 'status/0': past, snapshot: past })))
  t.match(set, { trust: { exp: 1 }, policy: { exp: 1 }, snapshot: { exp: 1 } })
})

t.test('what is as young as the snapshot that names it says so', async (t) => {
  const set = unwrap(await load(await asHeld(HELD, { snapshot: { payload: { iat: HELD_AT + 500 } } })))
  t.match(set.trust, { iat: HELD_AT, asOf: HELD_AT + 500 })
  for (const list of set.statusLists.values()) t.match(list, { iat: HELD_AT, asOf: HELD_AT + 500 })
})

t.test('nothing of a stored set may be missing, damaged, or of another set', async (t) => {
  const held = await asHeld(HELD)
  const next = await asHeld(NEXT)
  for (const path of Object.keys(held)) {
    const { [path]: _, ...others } = held
    t.same(await load(others), refused(path, 'artefact/missing'), `without ${path}`)
    const damaged = { ...held, [path]: altered(held[path] ?? '') }
    const isMember = path === 'policy' || path.includes('/')
    const code = path === PINNED_ROOT_PATH ? 'artefact/signature' : isMember ? 'artefact/hash' : 'artefact/signature'
    t.same(await load(damaged), refused(path, code), `${path} damaged`)
  }
  for (const path of ['trust', 'policy', 'status/0', 'status/1', REGISTER_PATH]) {
    const mixed = { ...held, [path]: next[path] ?? '' }
    t.same(await load(mixed), refused(path, 'artefact/mixed'), `${path} of another set`)
  }
  t.same(await load({ ...held, 'status/7': 'x' }), await load(held), 'a text that nothing names is not read')
})

t.test('the roots in storage are walked from the pinned one, of whatever version', async (t) => {
  const versions = async (texts: Texts, fingerprint: string) =>
    unwrap(await loadRoots(reading(texts), fingerprint)).map(({ version }) => version)
  const texts = await asHeld(ROTATED_TWICE)
  t.same(await versions(texts, ROOT_FINGERPRINT), [1, 2, 3])
  const second = texts['root/2'] ?? ''
  t.same(await versions({ ...texts, [PINNED_ROOT_PATH]: second }, await rootFingerprint(second)), [2, 3])
  const { 'root/2': _, ...gap } = texts
  t.same(await versions(gap, ROOT_FINGERPRINT), [1], 'beyond a gap nothing is looked for')
  t.same(
    await loadRoots(reading({ ...texts, 'root/3': second }), ROOT_FINGERPRINT),
    refused('root/3', 'artefact/root-gap'),
  )
  t.same(
    await loadRoots(reading({ ...texts, 'root/2': altered(second) }), ROOT_FINGERPRINT),
    refused('root/2', 'artefact/signature'),
  )
  t.same(await loadRoots(reading(texts), await rootFingerprint('')), refused(PINNED_ROOT_PATH, 'artefact/signature'))
})

t.test('a trust list that is held stands on its own root, though newer ones were walked to', async (t) => {
  const { 'root/2': second = '', 'root/3': third = '' } = await publish(ROTATED_TWICE)
  const held = await asHeld(HELD)
  const set = unwrap(await load({ ...held, 'root/2': second, 'root/3': third }))
  t.equal(set.trust.rootVersion, 1)
  t.same(
    set.roots.map(({ version }) => version),
    [1, 2, 3],
  )
  t.equal(unwrap(await load(await asHeld(ROTATED_TWICE))).trust.rootVersion, 3)
  const both = await asHeld(
    { ...HELD, 'root/2': ROTATED_TWICE['root/2'] as Recipe },
    {
      trust: { by: ['root 1', 'root 2', 'root 4', 'root 5'] },
    },
  )
  t.equal(unwrap(await load(both)).trust.rootVersion, 2, 'on the newest one whose custodians signed it')
  const strangers = { ...held, 'root/2': second, ...(await publish(HELD, { trust: { by: ['root 1', 'root 4'] } })) }
  t.same(await load(strangers), refused('trust', 'artefact/threshold'), 'one custodian of each root is not enough')
})

const heldSet = async (recipes: Recipes = HELD, edits: Edits = {}): Promise<ArtefactSet> =>
  unwrap(await load(await asHeld(recipes, edits)))

t.test('a member that is held by the same hash and version is taken over unread', async (t) => {
  const held = await heldSet()
  const again = unwrap(await verifyMembers(held, async () => null, PLATFORM, held))
  t.equal(again.policy, held.policy)
  t.equal(again.registers.get(keyOf('stolen').signer.kid), held.registers.get(keyOf('stolen').signer.kid))
  const texts = await asHeld(HELD)
  t.same(
    await verifyMembers(held, async () => null, PLATFORM, null),
    refused('policy', 'artefact/missing'),
    'nothing is held',
  )
  for (const change of [{ version: 5 }, { sha256: 'A'.repeat(43) }]) {
    const policy = { ...held.snapshot.artefacts.policy, ...change } as ArtefactSet['snapshot']['artefacts'][string]
    const snapshot = { ...held.snapshot, artefacts: { ...held.snapshot.artefacts, policy } }
    const frame = { ...held, snapshot }
    t.same(await verifyMembers(frame, reading(texts), PLATFORM, held), refused('policy', 'artefact/mixed'))
  }
})

t.test('under another trust list nothing that is held is taken over', async (t) => {
  const held = await heldSet()
  const recipes: Recipes = { ...HELD, trust: NEXT.trust as Recipe, snapshot: NEXT.snapshot as Recipe }
  const frame = await heldSet(recipes)
  const asked: string[] = []
  const texts = await asHeld(recipes)
  const read = async (path: string) => {
    asked.push(path)
    return texts[path] ?? null
  }
  t.ok((await verifyMembers(frame, read, PLATFORM, held)).ok)
  t.same(asked, ['policy', 'status/0', 'status/1', REGISTER_PATH])
  const stolen = { payload: { keys: listedKeys({ status: { state: 'compromised' } }) } }
  t.same(await load(await asHeld(recipes, { trust: stolen })), refused('status/0', 'artefact/key-compromised'))
})

t.test('a set of many lists is verified whole, and the first fault in its order is told', async (t) => {
  const lists = Array.from({ length: 40 }, (_, at) => {
    const recipe = HELD['status/0'] as Recipe
    return [`status/${at}`, { ...recipe, payload: { ...recipe.payload, sub: `${STATUS_LIST_URN}${at}` } }] as const
  })
  const many = await asHeld({ ...HELD, ...Object.fromEntries(lists) })
  t.equal(unwrap(await load(many)).statusLists.size, 40)
  const { 'status/39': _, ...others } = many
  t.same(await load(others), refused('status/39', 'artefact/missing'))
  t.same(await load({ ...others, 'status/17': 'x' }), refused('status/17', 'artefact/hash'))
})

t.test('a fault says where and what', async (t) => {
  t.same(fault('trust', 'artefact/expired'), refused('trust', 'artefact/expired'))
})
