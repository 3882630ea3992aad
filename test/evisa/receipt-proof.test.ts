import t from 'tap'
import { nameOfVersion, type PublishedVersion } from '#evisa/published-versions.ts'
import type { CheckReceipt } from '#evisa/receipt-of-check.ts'
import { proofOf, versionsNamed } from '#evisa/receipt-proof.ts'
import { DAY, NOW } from '../made.ts'

const HOUR = 3600
/** Of a scanner that synced an hour before its check: what it holds is as old as the snapshot that names it. */
const KNEW: CheckReceipt['knew'] = [
  { artefact: 'trust-list', version: 3, age_seconds: HOUR },
  { artefact: 'policy', version: 5, age_seconds: 10 * DAY },
  { artefact: 'snapshot', version: 41, age_seconds: HOUR },
  { artefact: 'status-list', version: null, age_seconds: HOUR },
]
const receipt: CheckReceipt = {
  ...{ id: '0193e7a0-0000-7000-8000-000000000000', iat: NOW, signed_by: 'device', device: 'dev-1', carrier: 'KC' },
  ...{ audience: 'carrier', checkpoint: 'NQZ', arrival: null, flight: 'KC104', outcome: 'clear', reason: null },
  ...{ findings: [], asked_for: '2026-11-22', online: false, outage: null, knew: KNEW, not_known: [], document: null },
}

const PUBLISHED: readonly PublishedVersion[] = [
  { artefact: 'trust-list', version: 3, published: 'yes', published_at: NOW - 30 * DAY },
  { artefact: 'policy', version: 5, published: 'yes', published_at: NOW - 10 * DAY },
  { artefact: 'snapshot', version: 41, published: 'yes', published_at: NOW - HOUR },
]
const known = (...others: readonly PublishedVersion[]) =>
  new Map([...PUBLISHED, ...others].map((one) => [nameOfVersion(one), one]))
const naming = (artefact: string, change: object) =>
  KNEW.map((one) => (one.artefact === artefact ? { ...one, ...change } : one))
const proving = (change: Partial<CheckReceipt>, ...others: readonly PublishedVersion[]) =>
  proofOf({ ...receipt, ...change }, known(...others))

t.test("the authority's own is proven; it names nothing that is to be asked about", async (t) => {
  const own = { ...receipt, signed_by: 'authority' } as const
  t.match(proofOf(own, new Map()), { standing: 'authority', contradictions: [], not_before: null })
  t.same(versionsNamed(own), [])
})

t.test("a device's word that nothing contradicts is its word all the same, and never the authority's", async (t) => {
  t.same(
    versionsNamed(receipt).map(({ artefact, version }) => `${artefact} ${version}`),
    ['trust-list 3', 'policy 5', 'snapshot 41'],
  )
  const proof = proving({})
  t.match(proof, { standing: 'own-word', contradictions: [], not_before: NOW - HOUR })
  t.same(
    proof.data.map(({ artefact, standing, published_at }) => [artefact, standing, published_at]),
    [
      ['trust-list', 'published', NOW - 30 * DAY],
      ['policy', 'published', NOW - 10 * DAY],
      ['snapshot', 'published', NOW - HOUR],
      ['status-list', 'own-word', null],
    ],
  )
  for (const outcome of ['clear', 'refer', 'refuse'] as const) t.equal(proving({ outcome }).standing, 'own-word')
})

t.test('a version that was never published contradicts it', async (t) => {
  const never = { artefact: 'snapshot', version: 999_999, published: 'no', published_at: null } as const
  const proof = proving({ knew: naming('snapshot', { version: 999_999 }) }, never)
  t.match(proof, { standing: 'contradicted', contradictions: ['never'], not_before: NOW - 10 * DAY })
  t.match(proof.data[2], { artefact: 'snapshot', version: 999_999, standing: 'never' })
})

t.test('so does one that was published after the check, but for the tolerance of a clock', async (t) => {
  const at = (published_at: number) =>
    proving({ knew: naming('snapshot', { age_seconds: 0 }) }, { ...PUBLISHED[2], published_at } as PublishedVersion)
  t.same(at(NOW + 600).contradictions, [])
  t.same(at(NOW + 601).contradictions, ['later'])
})

t.test('so do data that cannot have been as old as is said', async (t) => {
  const aged = (artefact: string, age_seconds: number) =>
    proving({ knew: naming(artefact, { age_seconds }) }).contradictions
  t.same(aged('snapshot', HOUR - 600), [])
  t.same(aged('snapshot', HOUR - 601), ['other-age'], 'younger')
  t.same(aged('snapshot', HOUR + 601), ['other-age'], 'older')
  t.same(aged('policy', 9 * DAY), ['other-age'])
  for (const list of ['trust-list', 'status-list']) {
    t.same(aged(list, HOUR - 600), [], list)
    t.same(aged(list, HOUR - 601), ['other-age'], `${list}: no snapshot named it any later`)
    t.same(aged(list, 2 * HOUR), [], `${list}: an older copy is possible`)
  }
})

t.test('what the authority has no note of stays the word of the device', async (t) => {
  const before = { artefact: 'snapshot', version: 2, published: 'not-noted', published_at: null } as const
  const proof = proving({ knew: naming('snapshot', { version: 2 }) }, before)
  t.match(proof, { standing: 'own-word', contradictions: [] })
  t.equal(proof.data[2]?.standing, 'not-noted')
  t.match(proofOf(receipt, new Map()), { standing: 'own-word', not_before: null }, 'where nobody could be asked')
})

t.test('who clears and names no data says what no scanner does', async (t) => {
  const without = (artefact: string) => KNEW.filter((one) => one.artefact !== artefact)
  for (const artefact of ['trust-list', 'policy', 'snapshot']) {
    t.same(proving({ knew: without(artefact) }).contradictions, ['rests-on-nothing'], artefact)
    t.same(proving({ knew: naming(artefact, { version: null }) }).contradictions, ['rests-on-nothing'], artefact)
  }
  t.same(proving({ knew: without('status-list') }).contradictions, [])
  t.equal(proving({ knew: [], outcome: 'refer' }).standing, 'own-word', 'by hand takes none')
  const exempt: Partial<CheckReceipt> = { knew: [], outcome: 'not-applicable' }
  t.equal(proving({ ...exempt, reason: 'exempt/crew' }).standing, 'own-word', 'nor does crew')
  t.same(proving({ ...exempt, reason: 'exempt/visa-free' }).contradictions, ['rests-on-nothing'])
})

t.test('a version that no server counts up to was never published, and is not asked about', async (t) => {
  for (const version of [-1, 1_000_000_000_000_000]) {
    const knew = naming('snapshot', { version })
    t.same(
      versionsNamed({ ...receipt, knew }).map(({ artefact }) => artefact),
      ['trust-list', 'policy'],
      String(version),
    )
    t.match(proving({ knew }), { standing: 'contradicted', contradictions: ['never'] })
  }
})
