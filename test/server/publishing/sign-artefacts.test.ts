import { createHash } from 'node:crypto'
import t from 'tap'
import { registerHolds, verifyRegister } from '#evisa/issuance-register.ts'
import { verifyPolicy } from '#evisa/policy.ts'
import { verifyPinnedRoot } from '#evisa/root.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { SNAPSHOT_LIFE_SECONDS, verifySnapshot } from '#evisa/snapshot.ts'
import { emptyStatusBytes, setStatus, statusAt, verifyStatusList } from '#evisa/status-list.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import {
  type Draft,
  hashOf,
  isFreshSnapshot,
  policyDraft,
  registerDraft,
  rootSigned,
  signDraft,
  signSnapshot,
  statusDraft,
} from '../../../server/publishing/sign-artefacts.ts'
import { NO_LEDGER } from '../../../server/store/ledger-head.ts'
import type { PublishedArtefact } from '../../../server/store/publishing-store.ts'
import { unwrap } from '../../made.ts'
import { signingKeys } from '../build-app.ts'
import { kidOf } from '../store/made-visas.ts'
import { WORLD } from './made-publisher.ts'

const keys = signingKeys(WORLD)
const root = unwrap(await verifyPinnedRoot(keys.roots[0] ?? '', WORLD.rootFingerprint))
const HEAD = 'h'.repeat(43)
const EPOCH = { number: 1, id: '0123456789abcdef0123456789abcdef' }
const trust = unwrap(await verifyTrustList(keys.trustText, root))
const KID = WORLD.keys.stolen?.signer.kid ?? ''

t.test('the hash of a text is the one by which a snapshot names it', async (t) => {
  for (const text of ['', 'a', 'Қазақстан', keys.trustText]) t.equal(hashOf(text), await sha256Base64url(text))
  t.equal(hashOf(Buffer.from('a')), hashOf('a'))
})

t.test('a policy is still the same for as long as its content is', async (t) => {
  const draft = policyDraft(defaultPolicy())
  const signed = await signDraft(draft, keys, NOW, undefined)
  t.match(signed, { path: 'policy', version: 1, signedAt: NOW, kid: WORLD.keys.policy?.signer.kid })
  t.equal(signed.sha256, hashOf(signed.body))
  t.equal(kidOf(signed.body), signed.kid)
  const policy = unwrap(await verifyPolicy(signed.body, trust))
  t.match(policy, { version: 1, iat: NOW, exp: NOW + 365 * DAY })
  t.ok(await policyDraft(defaultPolicy()).isStill(signed.contentHash, 0))
  t.notOk(await policyDraft(defaultPolicy({ exit_by_air_only: true })).isStill(signed.contentHash, 0))
  t.equal((await signDraft(draft, keys, NOW + 5, { ...signed, version: 41 })).version, 42)
})

t.test('a status list is compared only where a change was heard of', async (t) => {
  const bytes = emptyStatusBytes()
  setStatus(bytes, 131_071, 'revoked')
  const signed = await signDraft(statusDraft(7, bytes, false), keys, NOW, undefined)
  t.match(signed, { path: 'status/7', version: NOW, kid: WORLD.keys.status?.signer.kid })
  const list = unwrap(await verifyStatusList(signed.body, trust, inflateBytes))
  t.match(list, { uri: 'urn:evisa:KAZ:status:7', iat: NOW, exp: NOW + 2 * DAY })
  t.equal(statusAt(list, 131_071), 'revoked')
  t.ok(await statusDraft(7, bytes, false).isStill(signed.contentHash, 0))
  setStatus(bytes, 0, 'suspended')
  t.notOk(await statusDraft(7, bytes, false).isStill(signed.contentHash, 0))
  t.ok(await statusDraft(7, bytes, true).isStill(signed.contentHash, 0))
  t.equal((await signDraft(statusDraft(7, bytes, false), keys, NOW + 9, { ...signed, version: 1 })).version, NOW + 9)
})

t.test('what changes while a list is being signed is not half in it', async (t) => {
  const bytes = emptyStatusBytes()
  const draft = statusDraft(0, bytes, false)
  const signing = draft.payload(NOW, 0)
  for (let place = 0; place < 1000; place++) setStatus(bytes, place, 'revoked')
  const { contentHash } = await signing
  t.equal(contentHash, hashOf(emptyStatusBytes()))
  t.notOk(await draft.isStill(contentHash, 0), 'so that the next one has it')
  const signed = await signDraft({ ...draft, payload: () => signing }, keys, NOW, undefined)
  t.equal(statusAt(unwrap(await verifyStatusList(signed.body, trust, inflateBytes)), 0), 'valid')
})

/** A store that holds these payloads as issued. */
function issuedStore(payloads: readonly string[]) {
  const hashes = payloads.map((text) => createHash('sha256').update(text).digest().subarray(0, 16))
  hashes.sort(Buffer.compare)
  const asked = { counts: 0, pages: 0 }
  return {
    asked,
    countIssued: async () => {
      asked.counts++
      return hashes.length
    },
    issuedHashes: async (_kid: string, after: Uint8Array | null, limit: number) => {
      asked.pages++
      const rest = after === null ? hashes : hashes.slice(hashes.findIndex((hash) => Buffer.compare(hash, after) > 0))
      const isOver = after !== null && hashes.every((hash) => Buffer.compare(hash, after) <= 0)
      return Buffer.concat(isOver ? [] : rest.slice(0, limit))
    },
  }
}

t.test('a register holds all that was issued, however many pages that takes', async (t) => {
  for (const [count, pages] of [
    [0, 1],
    [1, 1],
    [49_999, 1],
    [50_000, 2],
    [100_001, 3],
  ] as const) {
    const payloads = Array.from({ length: count }, (_, at) => `{"visa":${at}}`)
    const store = issuedStore(payloads)
    const signed = await signDraft(registerDraft(KID, store, new Set()), keys, NOW, undefined)
    t.match(signed, { path: `register/${KID}`, version: NOW, contentHash: String(count) })
    t.equal(store.asked.pages, pages)
    const register = unwrap(await verifyRegister(signed.body, trust))
    t.match(register, { kid: KID, iat: NOW })
    t.equal(register.hashes.length, count * 16)
    for (const at of [0, 1, 49_999, 50_000, 100_000]) {
      t.equal(await registerHolds(register, `{"visa":${at}}`), at < count, `${at} of ${count}`)
    }
  }
})

t.test('a register is counted for an hour, and once more after that', async (t) => {
  const settled = new Set<string>()
  const few = issuedStore(['a', 'b'])
  const { contentHash } = await registerDraft(KID, few, settled).payload(NOW, 0)
  t.ok(await registerDraft(KID, few, settled).isStill(contentHash, 0))
  t.ok(await registerDraft(KID, few, settled).isStill(contentHash, 3600))
  t.equal(settled.size, 0)
  const more = issuedStore(['a', 'b', 'c'])
  t.notOk(await registerDraft(KID, more, settled).isStill(contentHash, 10))
  t.notOk(await registerDraft(KID, more, settled).isStill(contentHash, 99_999), 'however late it is seen')
  t.equal(settled.size, 0)
  t.ok(await registerDraft(KID, few, settled).isStill(contentHash, 3601))
  const { counts } = few.asked
  t.ok(await registerDraft(KID, few, settled).isStill(contentHash, 3602))
  t.equal(few.asked.counts, counts)
  t.same([...settled], [KID], 'of this key alone')
})

t.test('a snapshot names every artefact by version and hash, and where the ledger ended', async (t) => {
  const members = [
    rootSigned('root/1', 1, NOW, keys.roots[0] ?? ''),
    rootSigned('trust', 1, NOW, keys.trustText),
    await signDraft(policyDraft(defaultPolicy()), keys, NOW, undefined),
  ]
  const named = new Map(members.map((one) => [one.path, one]))
  const signed = await signSnapshot(
    1,
    named,
    { version: 1, ledgerEnd: { position: 12_345, head: HEAD }, epoch: EPOCH },
    keys,
    NOW,
  )
  t.match(signed, { path: 'snapshot', version: 1, kid: WORLD.keys.snapshot?.signer.kid, sha256: hashOf(signed.body) })
  const snapshot = unwrap(await verifySnapshot(signed.body, trust))
  t.match(snapshot, { version: 1, iat: NOW, exp: NOW + SNAPSHOT_LIFE_SECONDS, ledger: { position: 12_345 } })
  t.same(
    snapshot.artefacts,
    Object.fromEntries(members.map(({ path, version, sha256 }) => [path, { version, sha256 }])),
  )
  t.same(Object.keys(snapshot), ['version', 'iat', 'exp', 'artefacts', 'ledger', 'kid', 'text'], 'as version 1 has it')
  const second = await signSnapshot(
    2,
    named,
    { version: 1, ledgerEnd: { position: 12_345, head: HEAD }, epoch: EPOCH },
    keys,
    NOW,
  )
  t.match(second, { path: '2/snapshot', version: 1 })
  const { wire, epoch, ledger, ...rest } = unwrap(await verifySnapshot(second.body, trust))
  t.same({ wire, epoch, ledger }, { wire: 2, epoch: EPOCH, ledger: { position: 12_345, head: HEAD } })
  t.match(rest.artefacts, snapshot.artefacts)
})

t.test(
  'a snapshot is fresh while it is young, names these very texts, and its key is the one that signs',
  async (t) => {
    const policy = await signDraft(policyDraft(defaultPolicy()), keys, NOW, undefined)
    const trustList = rootSigned('trust', 1, NOW, keys.trustText)
    const mapOf = (...all: PublishedArtefact[]) => new Map(all.map((one) => [one.path, one]))
    const members = mapOf(policy, trustList)
    const snapshot = await signSnapshot(1, members, { version: 1, ledgerEnd: NO_LEDGER, epoch: EPOCH }, keys, NOW)
    const fresh = (given: PublishedArtefact, named = members, with_ = keys, iat = NOW + 299) =>
      isFreshSnapshot(given, named, with_, iat, EPOCH)
    t.ok(fresh(snapshot))
    t.notOk(fresh(snapshot, members, keys, NOW + 300), 'too old')
    t.notOk(fresh(snapshot, members, signingKeys(WORLD, { snapshot: 'status' })), 'another key signs')
    t.notOk(fresh(snapshot, mapOf(policy)), 'it names one more')
    t.notOk(fresh(snapshot, mapOf(policy, trustList, rootSigned('root/1', 1, NOW, 'x'))), 'it names one less')
    t.notOk(fresh(snapshot, mapOf({ ...policy, sha256: hashOf('x') }, trustList)), 'another text')
    t.notOk(fresh({ ...snapshot, body: 'x' }), 'it cannot be read')
  },
)

t.test('what is signed by a purpose without a key throws its name', async (t) => {
  const draft: Draft = policyDraft(defaultPolicy())
  await t.rejects(signDraft(draft, { ...keys, key: () => null }, NOW, undefined), { name: 'NoSigningKey' })
})
