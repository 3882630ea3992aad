import t from 'tap'
import { type KeysSituation, keyWarnings, unpublishedKids } from '../../keys/key-warnings.ts'
import { trustListDocument } from '../../keys/next-trust-list.ts'
import type { Keyring } from '../../keys/rotation.ts'
import { SPECIMEN_MARK } from '../../keys/specimen.ts'
import { DAY, keyDocument, NOW, YEAR } from './made-store.ts'

const all: Keyring = (['visa', 'policy', 'status', 'snapshot'] as const).map((purpose, at) =>
  keyDocument(`keyOfNumb-${at}`, { purpose }),
)
const [visa = keyDocument(''), ...others] = all

function codes(now: number, given: Partial<KeysSituation> = {}): string[] {
  const keyring = given.keyring ?? all
  const situation = {
    keyring,
    trust: { ...trustListDocument(1, NOW, keyring), exp: now + 90 * DAY },
    root: { version: 1, exp: now + 5 * YEAR },
    trustRootVersion: 1,
    rootKeysHere: 0,
    ...given,
  }
  return keyWarnings(situation, now).map(({ code }) => code)
}

t.test('a store in order gives no warning', async (t) => {
  t.same(codes(NOW), [])
})

t.test('the trust list is told of 30 days before its end, and loudly after it', async (t) => {
  const trust = (exp: number) => ({ trust: { ...trustListDocument(1, NOW, all), exp } })
  t.same(codes(NOW, trust(NOW + 30 * DAY)), [])
  t.same(codes(NOW, trust(NOW + 30 * DAY - 1)), ['trust-list/ends-soon'])
  t.same(codes(NOW, trust(NOW)), ['trust-list/ends-soon'])
  t.same(codes(NOW, trust(NOW - 1)), ['trust-list/expired'])
})

t.test('the root is told of 180 days before its end, and where its rotation was cut off', async (t) => {
  const root = (exp: number) => ({ root: { version: 1, exp } })
  t.same(codes(NOW, root(NOW + 180 * DAY)), [])
  t.same(codes(NOW, root(NOW + 180 * DAY - 1)), ['root/ends-soon'])
  t.same(codes(NOW, root(NOW - 1)), ['root/expired'])
  t.same(codes(NOW, { root: { version: 2, exp: NOW + YEAR } }), ['root/half-way'])
  t.same(codes(NOW, { rootKeysHere: 3 }), ['root-keys/here'])
})

t.test('a key is told of 90 days before it ends, unless another one is announced', async (t) => {
  const late = visa.sign_until - 89 * DAY
  const fresh = others.map((key) => ({ ...key, sign_until: late + YEAR }))
  t.same(codes(visa.sign_until - 90 * DAY, { keyring: [visa, ...fresh] }), [])
  t.same(codes(late, { keyring: [visa, ...fresh] }), ['key/ends-soon'])
  const successor = keyDocument('successor01', { state: 'announced', active_from: late + 2 * DAY })
  t.same(codes(late, { keyring: [visa, ...fresh, successor] }), [])
  const other = { ...successor, purpose: 'status' } as const
  t.same(codes(late, { keyring: [visa, ...fresh, other] }), ['key/ends-soon'], 'one of another purpose is no successor')
  const newer = keyDocument('newerKey001', { active_from: late })
  t.same(codes(late, { keyring: [visa, ...fresh, newer] }), [])
})

t.test('a purpose for which no key signs is told', async (t) => {
  t.same(codes(NOW, { keyring: others }), ['key/none'])
  for (const state of ['announced', 'retired', 'compromised'] as const) {
    t.same(codes(NOW, { keyring: [{ ...visa, state }, ...others] }), ['key/none'], state)
  }
  t.same(codes(visa.sign_until + 1), Array(4).fill('key/none'))
})

t.test('a key whose state is not the published one is told', async (t) => {
  const trust = trustListDocument(1, NOW, all)
  const retired = { ...visa, state: 'retired' } as const
  const added = keyDocument('addedKey001', { state: 'announced' })
  t.same(unpublishedKids([retired, ...others, added], trust), [visa.kid, added.kid])
  t.same(unpublishedKids(all, trust), [])
  t.same(codes(NOW, { keyring: [...all, added], trust }), ['key/not-published'])
})

t.test('the keys of a demonstration are told first', async (t) => {
  t.same(codes(NOW, { keyring: [...all, SPECIMEN_MARK] }), ['keys/specimen'])
})
