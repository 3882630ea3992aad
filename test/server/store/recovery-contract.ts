/** What every store must do with a mark of what it must hold, and where it came from a backup. */
import t, { type Test } from 'tap'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { KnownPublication, StoreMark } from '../../../server/store/recovery-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { keepCleared } from '../cases/made-issuing.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { newSignIn, queueOne } from './letter-contract.ts'
import { ACT, inOrder, newVisa } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

const NOTHING: KnownPublication = { artefacts: [], places: [], lastList: 0 }
const HASH = 'h'.repeat(43)
const SECOND = { number: 2, id: 'e'.repeat(43) }

const artefactOf = (version: number) => {
  const text = `signed ${version}`
  return { path: 'snapshot', version, kid: 'k', signedAt: NOW, contentHash: 'c', sha256: HASH, body: text }
}

/** Runs the contract on a store that `open` gives empty. */
export function recoveryContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} knows what it held, and what of a mark it does not hold`, async (t) => {
    const store = await open(t)
    const empty = await store.mark()
    t.match(empty, { epoch: { number: 1 }, ledger: { position: 0, head: '' }, audit: { position: 0 }, snapshot: 0 })
    t.same(await store.lostOf(empty), [])
    const visa = await newVisa()
    await store.recordVisas([visa], ACT)
    const device = await enrolledDevice(store)
    await store.appendCrossings([await device.sign(entryOf(visa.claims.jti))], device.id, NOW)
    await store.publish([artefactOf(7)], 0, NOW)
    const mark = await store.mark()
    t.match(mark, { ledger: { position: 1 }, snapshot: 7 })
    t.same(await store.lostOf(mark), [])
    t.same(await store.lostOf(empty), [], 'it has grown since')
    const other = (change: Partial<StoreMark>) => store.lostOf({ ...mark, ...change })
    t.same(await other({ ledger: { position: 1, head: HASH } }), ['ledger'], 'another history of the same length')
    t.same(await other({ ledger: { position: 2, head: HASH } }), ['ledger'])
    t.same(await other({ audit: { ...mark.audit, hash: HASH } }), ['audit'])
    t.same(await other({ audit: { position: 99, hash: HASH }, snapshot: 8 }), ['audit', 'snapshot'])
    t.same(await other({ epoch: { number: 1, id: HASH } }), ['epoch'], 'a fork')
    t.same(await other({ epoch: { number: 2, id: mark.epoch.id } }), ['epoch'])
    t.equal(await store.beginEpoch(SECOND, NOTHING, ACT), true)
    t.same(await other({ snapshot: 99 }), [], 'somebody said since that it was restored')
  })

  t.test(`${name} begins an epoch once, and what is published goes on above what others know`, async (t) => {
    const store = await open(t)
    await store.publish([artefactOf(7)], 0, NOW)
    const known = { ...NOTHING, artefacts: [artefactOf(12), { ...artefactOf(3), path: 'policy' }] }
    const [first, second] = await Promise.all([
      store.beginEpoch(SECOND, known, ACT),
      store.beginEpoch({ ...SECOND, id: 'f'.repeat(43) }, NOTHING, ACT),
    ])
    t.same([first, second].toSorted(), [false, true])
    t.equal(await store.beginEpoch(SECOND, NOTHING, ACT), false)
    await store.takeKnown(known, ACT)
    const epoch = await store.epoch()
    t.equal(epoch.number, 2)
    t.equal(await store.snapshotVersion(), 12)
    t.match(await store.publishedArtefacts(), [
      { path: 'policy', version: 3, contentHash: '' },
      { path: 'snapshot', version: 12, contentHash: '', body: 'signed 12' },
    ])
    await store.takeKnown({ ...NOTHING, artefacts: [artefactOf(11)] }, ACT)
    t.equal(await store.snapshotVersion(), 12, 'what is older changes nothing')
    t.match((await store.auditAfter(0, 9)).at(-1), { act: 'begin-epoch', subject: '2' })
    t.equal(await store.restoredAt(), 7, 'what is older the store knew itself')
  })

  t.test(`${name} takes the policy that was published last for the one that is approved`, async (t) => {
    const store = await open(t)
    const { editions } = defaultPolicy()
    t.equal(await store.policyRevision(), 0)
    await store.beginEpoch(SECOND, { ...NOTHING, policy: editions }, ACT)
    t.same(await store.approvedPolicy(), { revision: 1, editions })
    await store.beginEpoch({ ...SECOND, number: 3 }, { ...NOTHING, policy: null }, ACT)
    t.equal(await store.policyRevision(), 1)
    const acts = (await store.auditAfter(0, 9)).filter(({ act }) => act === 'restore-policy')
    t.match(acts, [{ subject: '1', detail: { editions: editions.length } }])
  })

  t.test(`${name} gives no place of a status list again that may have been given`, async (t) => {
    const store = await open(t)
    t.match(await store.drawStatusPlaces(1, () => inOrder()), [{ list: 0, place: 0 }])
    await store.beginEpoch(SECOND, { ...NOTHING, lastList: 3 }, ACT)
    t.match(await store.drawStatusPlaces(1, () => inOrder(true)), [{ list: 4, place: VISAS_A_LIST - 1 }])
    t.equal(await store.countStatusLists(), 5)
    await store.takeKnown({ ...NOTHING, lastList: 2 }, ACT)
    t.match(await store.drawStatusPlaces(1, () => inOrder()), [{ list: 5 }], 'whoever knows more came late')
  })

  t.test(`${name} holds to what was published graver than it has it, until somebody says otherwise`, async (t) => {
    const store = await open(t)
    const [one, two, same] = [await newVisa(), await newVisa(), await newVisa()]
    await store.recordVisas([one, two, same], ACT)
    await store.setVisaStatus(same.claims.jti, 'revoked', 'because', ACT)
    const at = (visa: typeof one) => visa.claims.status.status_list.idx
    const place = (index: number, status: 'revoked' | 'suspended' | 'exhausted') => ({ list: 0, place: index, status })
    const places = [
      place(at(one), 'exhausted'),
      place(at(two), 'suspended'),
      place(at(same), 'suspended'),
      place(9, 'revoked'),
    ]
    await store.beginEpoch(SECOND, { ...NOTHING, places }, ACT)
    t.match(await store.countDoubts(), { place: 3, device: 0, letters: 0 })
    t.equal(await store.takeKnown({ ...NOTHING, places }, ACT), 0, 'a second one who says the same')
    t.equal(await store.takeKnown({ ...NOTHING, places: [place(at(two), 'revoked')] }, ACT), 1, 'the graver one')
    const listed = await store.doubts('place', '', 9)
    t.same(
      new Set(listed.map(({ id, status, visa }) => `${id} ${status} ${visa}`)),
      new Set([
        `0/${at(one)} exhausted ${one.claims.jti}`,
        `0/${at(two)} revoked ${two.claims.jti}`,
        '0/9 revoked null',
      ]),
    )
    t.equal((await store.doubts('place', listed[0]?.id ?? '', 9)).length, 2)
    t.equal(await store.settleDoubts('place', ['0/9'], 'confirm', ACT), 1)
    t.equal(await store.settleDoubts('place', ['0/9', '0/1'], 'confirm', ACT), 0, 'it was said already')
    t.match(await store.countDoubts(), { place: 2 })
    t.equal((await store.heldPlaces()).length, 3, 'what was confirmed is published as it was')
    const device = await enrolledDevice(store)
    await store.appendCrossings([await device.sign(entryOf(one.claims.jti))], device.id, NOW)
    t.match(await store.countDoubts(), { place: 1 }, 'nor is it counted')
    t.equal((await store.doubts('place', '', 9)).length, 2, 'an entry that was handed in again says as much')
    t.equal(await store.settleDoubts('place', 'all', 'end', ACT), 1)
    t.same(await store.heldPlaces(), [{ list: 0, place: 9, status: 'revoked' }])
    t.match((await store.auditAfter(0, 99)).at(-1), { act: 'doubt-end', subject: `0/${at(two)}` })
    t.equal(await store.takeKnown({ ...NOTHING, places }, ACT), 0, 'who shows it once more undoes nobody’s word')
    t.same(await store.heldPlaces(), [{ list: 0, place: 9, status: 'revoked' }])
  })

  t.test(`${name} takes no suspension for an entry that was used, nor a word that was given back`, async (t) => {
    const store = await open(t)
    const [used, kept, revoked] = [await newVisa(), await newVisa(), await newVisa()]
    await store.recordVisas([used, kept, revoked], ACT)
    await store.setVisaStatus(used.claims.jti, 'suspended', 'before it was known', ACT)
    const at = (visa: typeof used) => visa.claims.status.status_list.idx
    const places = [used, kept, revoked].map((visa) => ({ list: 0, place: at(visa), status: 'exhausted' as const }))
    await store.beginEpoch(SECOND, { ...NOTHING, places }, ACT)
    t.equal(await store.settleDoubts('place', [`0/${at(kept)}`], 'confirm', ACT), 1)
    for (const { claims } of [used, kept]) {
      await store.setVisaStatus(claims.jti, 'suspended', 'a test', ACT)
      t.equal((await store.doubts('place', '', 9)).length, 3)
      await store.setVisaStatus(claims.jti, 'valid', 'a test', ACT)
    }
    await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
    t.same(
      (await store.doubts('place', '', 9)).map(({ visa, isKept }) => [visa, isKept]).toSorted(),
      [
        [used.claims.jti, false],
        [kept.claims.jti, true],
      ].toSorted(),
      'a revoked one is never green again',
    )
  })

  t.test(`${name} lets in nobody on the word of a backup`, async (t) => {
    const store = await open(t)
    const [kept, ended, revoked] = [
      await enrolledDevice(store),
      await enrolledDevice(store),
      await enrolledDevice(store),
    ]
    await store.revokeDevice(revoked.id, ACT)
    const token = { tokenHash: 'token', device: kept.id, jkt: 'jkt', expiresAt: NOW + 300 }
    await store.saveAccessToken(token, NOW)
    await store.addEnrolmentCode('code', 'border', NOW + 900, ACT)
    await store.setOperator('Aigerim', 'a', ACT)
    await store.setOperator('Timur', 'b', ACT)
    const asked = newSignIn()
    await store.askSignIn(asked, { kind: 'sign-in', content: { code: '123456', link: '', minutes: 10 } }, ACT)
    await store.beginEpoch(SECOND, NOTHING, ACT)
    t.equal(await store.findByAccessToken('token', NOW), null)
    t.equal(await store.enrolDevice('code', { id: 'dev-9999999999', name: 'x', jwk: kept.jwk }, { at: NOW }), null)
    t.match(await store.countDoubts(), { device: 2, operator: 2, letters: 1 })
    t.equal(await store.isInDoubt('device', kept.id), true)
    t.equal(await store.isInDoubt('operator', 'Timur'), true)
    t.equal(await store.settleDoubts('device', [kept.id], 'confirm', ACT), 1)
    t.equal(await store.settleDoubts('device', 'all', 'end', ACT), 1)
    t.equal(await store.settleDoubts('operator', ['Timur'], 'end', ACT), 1)
    t.same([await store.isInDoubt('device', kept.id), await store.isInDoubt('device', ended.id)], [false, false])
    t.match(await store.findDevice(kept.id), { revokedAt: null })
    t.match(await store.findDevice(ended.id), { revokedAt: NOW })
    t.match(await store.operators(), [{ name: 'Aigerim' }])
  })

  t.test(`${name} sends and issues nothing on the word of a backup`, async (t) => {
    const store = await open(t)
    await queueOne(store)
    await queueOne(store)
    const runs = await runsOf(store)
    const [stays, goes] = [await keepCleared(runs, store), await keepCleared(runs, store)]
    await store.beginEpoch(SECOND, NOTHING, ACT)
    const late = NOW + 90 * 86_400
    t.equal(await store.claimLetter(late, late + 60), null)
    t.equal(await store.claimIssue(late, late + 60), null)
    await queueOne(store)
    t.not(await store.claimLetter(NOW, NOW + 60), null, 'what is written from then on goes out')
    const letters = await store.doubts('letters', '', 9)
    t.equal(await store.settleDoubts('letters', [letters[0]?.id ?? ''], 'confirm', ACT), 1)
    t.match(await store.claimLetter(NOW, NOW + 60), { id: letters[0]?.id })
    t.equal(await store.settleDoubts('letters', 'all', 'end', ACT), letters.length - 1)
    t.equal(await store.claimLetter(late, late + 60).then((claim) => claim?.id === letters[1]?.id), false)
    t.equal(await store.settleDoubts('issuing', [goes.reference], 'confirm', ACT), 1)
    t.match(await store.claimIssue(NOW, NOW + 60), { reference: goes.reference })
    t.equal(await store.settleDoubts('issuing', 'all', 'end', ACT), 1)
    t.match(await store.showCase(stays.reference, ACT), { state: 'review' })
  })
}
