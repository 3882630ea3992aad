import t from 'tap'
import { civilDateAt } from '#evisa/civil-date.ts'
import { verifyPinnedRoot } from '#evisa/root.ts'
import { contentHash, verifySubmissionReceipt } from '#evisa/submission-receipt.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { signSubmission, submitApplication } from '../../../server/applications/submit-application.ts'
import { rows } from '../../../server/store/steps.ts'
import { approvedTerms } from '../../../server/terms/approved-terms.ts'
import { unwrap } from '../../made.ts'
import { type Built, build } from '../build-app.ts'
import { contextOf, type ReadyApplication, readyApplication, runsBeside, TERMS } from '../made-application.ts'
import { actOf } from '../store/made-applications.ts'

const submit = (built: Built, ready: ReadyApplication, change: object = {}, submitting: object = {}) => {
  const asked = { revision: ready.revision, terms: TERMS, declaration: null, ...submitting }
  return submitApplication(ready, asked, actOf(ready.account, built.clock.now), contextOf(built, change))
}

t.test('what is submitted has a receipt of exactly that, and is answered alike when it is sent again', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built)
  const submitted = await submit(built, ready)
  const { content, receipt, salt, fee, submittedAt, flags } = unwrap(submitted)
  const { artefacts, rootFingerprint } = built.world
  const root = unwrap(await verifyPinnedRoot(artefacts['root-1'] ?? '', rootFingerprint))
  const trust = unwrap(await verifyTrustList(artefacts['trust-1'] ?? '', root))
  t.match(content, {
    holder: { surname: 'PERERA', birth_date: '1990-03-04' },
    expected_exit: '2026-12-04',
    copy: ready.copy,
  })
  t.strictSame([fee, submittedAt, flags], [{ minor: 6000, currency: 'USD' }, NOW, []])
  t.strictSame(unwrap(await verifySubmissionReceipt(receipt, trust)), {
    iat: NOW,
    reference: ready.reference,
    revision: ready.revision,
    content: await contentHash(content, salt),
    terms: { revision: 0, effective_from: TERMS.effectiveFrom },
    fee: { amount_minor: 6000, currency: 'USD' },
  })
  built.clock.now += 60
  t.strictSame(await submit(built, ready), submitted)
})

const DECLARED = { is_true: 'yes', not_refunded: 'yes', terms_revision: '0', terms_from: TERMS.effectiveFrom }

t.test(
  'what is agreed to with it is kept as the revision that is frozen, and sent again it is answered alike',
  async (t) => {
    const built = await build(t)
    const ready = await readyApplication(built, { declaration: { is_true: '' } })
    const declared = { terms: null, declaration: DECLARED }
    const submitted = await submit(built, ready, {}, declared)
    const { receipt, salt, content } = unwrap(submitted)
    const found = await built.store.findApplication(ready)
    const revision = ready.revision + 1
    t.match(found?.application, { state: 'submitted', revision, frozen: { revision, receipt, salt, content } })
    t.match(
      found?.pages.find(({ page }) => page === 'declaration'),
      { revision, answers: DECLARED },
    )
    t.strictSame(await submit(built, ready, {}, declared), submitted)
    t.match(await submit(built, ready, {}, { ...declared, declaration: { ...DECLARED, is_true: 'on' } }), {
      error: { kind: 'wrong-state' },
    })
  },
)

t.test('what is agreed to with it is kept by no refusal, and counts for what was shown alone', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built, { declaration: { is_true: '' } })
  const none = { ...DECLARED, not_refunded: '' }
  t.match(await submit(built, ready, {}, { terms: null, declaration: none }), {
    error: { kind: 'faulty', faults: [{ field: 'declaration.not_refunded', rule: 'required' }] },
  })
  const others = { ...DECLARED, terms_from: '2020-01-01' }
  t.match(await submit(built, ready, {}, { terms: null, declaration: others }), { error: { kind: 'terms-changed' } })
  const kept = await built.store.findApplication(ready)
  t.match(kept?.application, { state: 'draft', revision: ready.revision })
  t.match(kept?.pages.find(({ page }) => page === 'declaration')?.answers, { is_true: '' })
  const act = actOf(ready.account)
  const answers = { phone: '+94 77 123 4567', place_of_stay: 'Elsewhere' }
  await built.store.keepPage(ready, { page: 'contact', answers, seen: ready.revision }, act)
  t.match(await submit(built, ready, {}, { terms: null, declaration: DECLARED }), {
    error: { kind: 'stale', revision: ready.revision + 1 },
  })
})

t.test(
  'a declaration that was kept by itself by the same form counts, unless anything was written since',
  async (t) => {
    const built = await build(t)
    const declared = { terms: null, declaration: DECLARED }
    const kept = async () => {
      const ready = await readyApplication(built, { declaration: { is_true: '' } })
      await built.store.keepPage(
        ready,
        { page: 'declaration', answers: DECLARED, seen: ready.revision },
        actOf(ready.account),
      )
      return ready
    }
    const one = await kept()
    t.match(await submit(built, one, {}, declared), { ok: true, value: { revision: one.revision + 1 } })
    const other = await kept()
    const answers = { phone: '+94 77 123 4567', place_of_stay: 'Elsewhere' }
    await built.store.keepPage(other, { page: 'contact', answers, seen: other.revision + 1 }, actOf(other.account))
    t.match(await submit(built, other, {}, declared), { error: { kind: 'stale' } })
  },
)

t.test('nothing is submitted where no key may sign its receipt', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built)
  await t.rejects(submit(built, ready, { keys: async () => ({ ...built.keys.current, key: () => null }) }), {
    name: 'NoSigningKey',
  })
  t.match(await built.store.findApplication(ready), { application: { state: 'draft' } })
})

t.test('all that is in the way is said, by its field, and nothing is changed', async (t) => {
  const built = await build(t)
  const passport = { expires: '2027-06-20', given_names: 'Nimali Sandumi' }
  const ready = await readyApplication(built, {
    trip: { expected_entry: '2026-11-21' },
    passport,
    contact: { phone: '🙂' },
  })
  await runsBeside(built).act(() => rows(`UPDATE passport_copies SET state = 'refused'`))
  const submitted = await submit(built, ready)
  if (submitted.ok || typeof submitted.error === 'string' || submitted.error.kind !== 'faulty')
    return t.fail('submitted')
  t.strictSame(
    submitted.error.faults.map(({ field, rule }) => `${field} ${rule}`),
    [
      'trip.expected_entry not-past',
      'passport.expires passport-lines',
      'passport.given_names passport-lines',
      'contact.phone phone',
      'copy copy-refused',
    ],
  )
  t.match(await built.store.findApplication(ready), { application: { state: 'draft' } })
})

t.test('another revision than was shown is not submitted', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built)
  t.match(await submit(built, ready, {}, { revision: ready.revision - 1 }), {
    error: { kind: 'stale', revision: ready.revision },
  })
  t.match(await submit(built, { ...ready, account: 'another' }), { error: 'not-there' })
  await built.store.withdrawApplication(ready, actOf(ready.account))
  t.match(await submit(built, ready), { error: { kind: 'wrong-state', state: 'withdrawn' } })
})

t.test('terms that changed after they were read are told, with the fee, and have to be accepted anew', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built)
  const [edition] = [defaultTerms()]
  const dearer = edition.fees.map((fee) => ({ ...fee, amount_minor: fee.amount_minor + 2000 }))
  const later: TermsEdition = { ...edition, effective_from: '2026-11-22', fees: dearer }
  const now = () => built.clock.now
  const changed = await submit(built, ready, { terms: approvedTerms(built.store, [edition, later], now) })
  t.match(changed, { error: { kind: 'terms-changed', message: /fee was 60\.00\sUSD and is 80\.00\sUSD now/ } })
  const alike = { ...edition, effective_from: '2027-01-01' }
  t.match(
    await submit(built, ready, { terms: approvedTerms(built.store, [edition, alike], now) }),
    { ok: true },
    'a later edition changes nothing today',
  )
})

t.test('a wrong number, one of another passport and one in use are answered alike, noted, and counted', async (t) => {
  const built = await build(t)
  const others = await readyApplication(built)
  const ready = await readyApplication(built, { invitation: { visa_support_number: others.number } })
  const mistyped = await readyApplication(built, { invitation: { visa_support_number: '4719302835' } })
  const [one, other] = [await submit(built, ready), await submit(built, mistyped)]
  t.match(one, { error: { kind: 'faulty', faults: [{ field: 'invitation.visa_support_number', rule: 'invitation' }] } })
  t.strictSame(one, other)
  const noted = (await built.store.auditAfter(0, 1000)).filter(({ act }) => act === 'application-invitation-missed')
  t.match(noted, [{ subject: ready.reference, detail: { why: 'anothers' } }, { detail: { why: 'unknown' } }])
  const guard = { take: () => null }
  t.match(await submit(built, mistyped, { guard }), { error: 'too-many-guesses' })
})

t.test('the same content is under another hash each time it is signed', async (t) => {
  const built = await build(t)
  const content = unwrap(await submit(built, await readyApplication(built))).content
  const judged = {
    content,
    fee: { minor: 1, currency: 'USD' },
    flags: [],
    terms: { revision: 0, edition: defaultTerms() },
  }
  const sign = () =>
    signSubmission(judged, { reference: 'K7Q2M4XN9TBD', account: 'a', revision: 1 }, actOf('a'), contextOf(built))
  t.not((await sign()).contentHash, (await sign()).contentHash)
  t.strictSame((await sign()).letter, {
    amount: '0.01\u00a0USD',
    until: civilDateAt(NOW + defaultTerms().times.unpaid_days.value * 86_400),
  })
})
