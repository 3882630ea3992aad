import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { ApprovedTerms } from '../../../server/store/terms-edition-store.ts'
import { approvedTerms } from '../../../server/terms/approved-terms.ts'

const DAY = 86_400
const first = defaultTerms()
const december = defaultTerms({ effective_from: '2026-12-01' })

/** Terms as they were approved so far; the test adds more. */
function storeOf(approved: ApprovedTerms[]) {
  return {
    termsRevision: async () => approved.length,
    termsOfRevision: async (revision: number) => approved.find((one) => one.revision === revision) ?? null,
  }
}

t.test('those of the settings until others are approved, and the same object until the next', async (t) => {
  const approved: ApprovedTerms[] = []
  const terms = approvedTerms(storeOf(approved), [first], () => NOW)
  const before = await terms.approved()
  t.strictSame(before, { revision: 0, editions: [first] })
  t.equal(await terms.approved(), before)
  approved.push({ revision: 1, editions: [first, december] })
  t.strictSame(await terms.approved(), { revision: 1, editions: [first, december] })
})

t.test('an edition is in force from its first day in Kazakhstan on', async (t) => {
  let now = NOW
  const terms = approvedTerms(storeOf([{ revision: 1, editions: [first, december] }]), [], () => now)
  t.strictSame(await terms.inForce(), { revision: 1, edition: first })
  now += 9 * DAY
  t.strictSame(await terms.inForce(), { revision: 1, edition: december })
  now = 0
  t.equal(await terms.inForce(), null, 'before the first one')
})

t.test('a case finds the edition that it kept, whatever was approved since', async (t) => {
  const mended = defaultTerms({ effective_from: '2026-12-01', embassy_only: [] })
  const approved = [
    { revision: 1, editions: [first, december] },
    { revision: 2, editions: [first, mended] },
  ]
  const terms = approvedTerms(storeOf(approved), [first], () => NOW)
  t.equal(await terms.editionOf(0, '2026-01-01'), first)
  t.equal(await terms.editionOf(1, '2026-12-01'), december)
  t.equal(await terms.editionOf(2, '2026-12-01'), mended)
  t.equal(await terms.editionOf(2, '2026-11-30'), null)
  t.equal(await terms.editionOf(3, '2026-12-01'), null)
})
