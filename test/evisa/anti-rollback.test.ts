import t from 'tap'
import { isBelieved, judgeAnchors, judgeMembers, judgeSnapshot, judgeTimes } from '#evisa/anti-rollback.ts'
import { type ArtefactSet, loadSet } from '#evisa/artefact-set.ts'
import type { Root } from '#evisa/root.ts'
import type { SnapshotMember } from '#evisa/snapshot.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import {
  asHeld,
  HELD,
  HELD_AT,
  keyOf,
  listedKeys,
  REGISTER_PATH,
  ROOT_FINGERPRINT,
} from '../../fixtures/attacks/attacked-sets.ts'
import { inflate, unwrap } from '../made.ts'

const DAY = 86_400
const texts = await asHeld(HELD)
const held: ArtefactSet = unwrap(await loadSet(async (path) => texts[path] ?? null, ROOT_FINGERPRINT, { inflate }))
const { snapshot, trust } = held
const root = held.roots[0] as Root

t.test('a root and a trust list hold until their last second', async (t) => {
  const at = (now: number, change: Partial<Root> = {}) => judgeAnchors({ ...root, ...change }, trust, now)
  t.equal(at(trust.exp), null)
  t.same(at(trust.exp + 1), { path: 'trust', fault: 'artefact/expired' })
  t.equal(at(HELD_AT, { exp: HELD_AT }), null)
  t.same(at(HELD_AT + 1, { exp: HELD_AT, version: 3 }), { path: 'root/3', fault: 'artefact/expired' })
})

t.test('a trust list a day ahead of the clock is believed, one second more is not', async (t) => {
  t.equal(judgeAnchors(root, trust, trust.iat - DAY), null)
  t.same(judgeAnchors(root, trust, trust.iat - DAY - 1), {
    path: 'trust',
    fault: 'artefact/fast-forward',
    signedTime: trust.iat,
  })
})

t.test('a snapshot version never goes back, and one version has one text', async (t) => {
  const judged = (change: Partial<typeof snapshot>) => judgeSnapshot({ ...snapshot, ...change }, held, HELD_AT)
  t.equal(judged({}), null, 'the same one')
  t.equal(judged({ version: 100, text: 'another' }), null)
  t.same(judged({ version: 98 }), { path: 'snapshot', fault: 'artefact/rollback' })
  t.same(judged({ text: 'another' }), { path: 'snapshot', fault: 'artefact/conflict' })
  t.equal(judgeSnapshot({ ...snapshot, version: 1, text: 'another' }, null, HELD_AT), null, 'with nothing before it')
})

t.test('a snapshot holds until its last second, and lies a day ahead at most', async (t) => {
  const at = (now: number) => judgeSnapshot(snapshot, held, now)
  t.equal(at(snapshot.exp), null)
  t.same(at(snapshot.exp + 1), { path: 'snapshot', fault: 'artefact/frozen' })
  t.equal(at(snapshot.iat - DAY), null)
  t.same(at(snapshot.iat - DAY - 1), { path: 'snapshot', fault: 'artefact/fast-forward', signedTime: snapshot.iat })
})

t.test('versions rise no faster than a server signs: a thousand at once, and a hundred a second', async (t) => {
  const jump = (versions: number, seconds: number, before: ArtefactSet | null = held) =>
    judgeSnapshot(
      { ...snapshot, version: snapshot.version + versions, iat: snapshot.iat + seconds, text: 'another' },
      before,
      HELD_AT,
    )
  const tooFast = { path: 'snapshot', fault: 'artefact/fast-forward' }
  t.equal(jump(1000, 0), null)
  t.same(jump(1001, 0), tooFast)
  t.equal(jump(1100, 1), null)
  t.same(jump(1101, 1), tooFast)
  t.same(jump(1001, -3600), tooFast, 'a clock that was put back makes no room')
  t.equal(jump(1000, -3600), null, 'nor does it take any')
  t.equal(jump(9_000_000, 0, null), null, 'with nothing before it any version may be the first')
})

/** What was named before, and then with changes; null for what is named no more. */
function judged(changes: Readonly<Record<string, Partial<SnapshotMember> | null>>, keys = trust) {
  const before = Object.entries(snapshot.artefacts)
  const artefacts = before
    .filter(([path]) => changes[path] !== null)
    .map(([path, member]) => [path, { ...member, ...changes[path] }])
  return judgeMembers({ ...snapshot, artefacts: Object.fromEntries(artefacts) }, held, keys)
}

t.test('no member goes back or gets lost', async (t) => {
  t.equal(judged({}), null)
  for (const path of ['root/1', 'trust', 'policy', 'status/0', 'status/1', REGISTER_PATH]) {
    const version = snapshot.artefacts[path]?.version ?? 0
    t.same(judged({ [path]: { version: version - 1 } }), { path, fault: 'artefact/rollback' }, path)
    t.same(judged({ [path]: null }), { path, fault: 'artefact/missing' }, path)
    t.equal(judged({ [path]: { version: version + 1, sha256: 'A'.repeat(43) } }), null, path)
  }
  t.equal(judgeMembers({ ...snapshot, artefacts: {} }, null, trust), null, 'with nothing before it')
})

t.test('what is counted has one text a version; a list may change twice in a second', async (t) => {
  const other = { sha256: 'A'.repeat(43) }
  for (const path of ['root/1', 'policy']) t.same(judged({ [path]: other }), { path, fault: 'artefact/conflict' })
  for (const path of ['status/0', REGISTER_PATH]) t.equal(judged({ [path]: other }), null, path)
})

t.test('a register may go once its key is listed no more, or as no stolen one', async (t) => {
  const { kid } = keyOf('stolen').signer
  const with_ = (state: 'retired' | null) => {
    const keys = new Map(trust.keys)
    const key = keys.get(kid)
    if (state === null || key === undefined) keys.delete(kid)
    else keys.set(kid, { ...key, state })
    return { ...trust, keys }
  }
  t.equal(judged({ [REGISTER_PATH]: null }, with_(null)), null)
  t.equal(judged({ [REGISTER_PATH]: null }, with_('retired')), null)
})

t.test('the policy and each list hold until their last second; a register never runs out', async (t) => {
  const expired = (path: string) => ({ path, fault: 'artefact/expired' })
  t.equal(judgeTimes(held, HELD_AT + 2 * DAY), null)
  t.same(judgeTimes(held, HELD_AT + 2 * DAY + 1), expired('status/0'))
  const lists = new Map([...held.statusLists].filter(([uri]) => uri !== `${STATUS_LIST_URN}0`))
  t.same(judgeTimes({ ...held, statusLists: lists }, HELD_AT + 2 * DAY + 1), expired('status/1'))
  const noList = { ...held, statusLists: new Map() }
  t.equal(judgeTimes(noList, held.policy.exp), null)
  t.same(judgeTimes(noList, held.policy.exp + 1), expired('policy'))
  t.equal(judgeTimes({ ...noList, policy: { ...held.policy, exp: 99_999_999_999 } }, 99_999_999_999), null)
})

t.test('no member lies more than a day ahead of the clock', async (t) => {
  const ahead = (path: string, signedTime: number) => ({ path, fault: 'artefact/fast-forward', signedTime })
  const now = HELD_AT - DAY
  t.equal(judgeTimes(held, now), null)
  t.same(judgeTimes(held, now - 1), ahead('policy', HELD_AT))
  const policy = { ...held.policy, iat: 0 }
  t.same(judgeTimes({ ...held, policy }, now - 1), ahead('status/0', HELD_AT))
  t.same(judgeTimes({ ...held, policy, statusLists: new Map() }, now - 1), ahead(REGISTER_PATH, HELD_AT))
})

t.test('a snapshot key is believed while it is listed for snapshots and not as stolen', async (t) => {
  t.equal(isBelieved(snapshot, trust), true)
  const changed = async (change: Parameters<typeof listedKeys>[0]) => {
    const { kid } = keyOf('snapshot').signer
    const keys = new Map(trust.keys)
    const listed = listedKeys(change).find((key) => key.kid === kid)
    const key = keys.get(kid)
    if (listed === undefined || key === undefined) keys.delete(kid)
    else keys.set(kid, { ...key, state: listed.state, purpose: listed.purpose })
    return isBelieved(snapshot, { ...trust, keys })
  }
  for (const state of ['announced', 'active', 'retired'] as const) {
    t.equal(await changed({ snapshot: { state } }), true, state)
  }
  t.equal(await changed({ snapshot: { state: 'compromised' } }), false)
  t.equal(await changed({ snapshot: { purpose: 'status' } }), false, 'for another purpose')
  t.equal(await changed({ snapshot: null }), false, 'not listed')
})
