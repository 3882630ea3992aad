import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { forgettableBy, tendApplications } from '../../../server/applications/tend-applications.ts'
import { approvedTerms } from '../../../server/terms/approved-terms.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, readyApplication, runsBeside } from '../made-application.ts'
import { takeEdges } from '../store/made-applications.ts'

const edition = defaultTerms()
const { draft_days, unpaid_days, answer_days } = edition.times

t.test('each waits as long as the terms of its own say, and not a second less', async (t) => {
  const built = await build(t)
  const [draft, unpaid, asked] = [
    await readyApplication(built),
    await madeApplication(built),
    await madeApplication(built),
  ]
  await takeEdges(runsBeside(built), asked.reference, 'pay', 'take-up', 'ask')
  const waits = [
    { owned: draft, days: draft_days.value, state: 'draft' },
    { owned: unpaid, days: unpaid_days.value, state: 'submitted' },
    { owned: asked, days: answer_days.value, state: 'information-asked' },
  ].toSorted((one, other) => one.days - other.days)
  const tend = (at: number) => tendApplications(contextOf(built), at)
  for (const { owned, days, state } of waits) {
    await tend(NOW + days * DAY - 1)
    t.match(await built.store.findApplication(owned), { application: { state } })
    await tend(NOW + days * DAY)
    t.match(await built.store.findApplication(owned), { application: { state: 'lapsed' } }, state)
  }
})

t.test('what lapsed is forgotten in the end, and then the account', async (t) => {
  const built = await build(t)
  const draft = await readyApplication(built)
  await tendApplications(contextOf(built), NOW + draft_days.value * DAY)
  const gone = NOW + (draft_days.value + edition.retention_days.draft.value) * DAY
  await tendApplications(contextOf(built), gone - 1)
  t.not(await built.store.findApplication(draft), null)
  await tendApplications(contextOf(built), gone)
  t.equal(await built.store.findApplication(draft), null)
  await tendApplications(contextOf(built), gone + edition.retention_days.sign_in.value * DAY)
  t.equal(await built.store.findAccount(draft.account), null)
})

t.test('before the first terms nothing lapses, and of terms that nobody knows nothing either', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const none = { inForce: async () => null, editionOf: async () => null }
  await tendApplications({ store: built.store, terms: none }, NOW + 900 * DAY)
  const others = approvedTerms(built.store, [defaultTerms({ effective_from: '2026-02-02' })], () => built.clock.now)
  await tendApplications({ store: built.store, terms: others }, NOW + 900 * DAY)
  t.match(await built.store.findApplication(made), { application: { state: 'submitted' } })
})

t.test('what may be forgotten is reckoned back from now', async (t) => {
  const { draft, refused, sign_in } = edition.retention_days
  t.match(forgettableBy(edition, NOW), {
    drafts: NOW - draft.value * DAY,
    refused: NOW - refused.value * DAY,
    overBefore: /^20\d\d-/,
    unseenAccounts: NOW - sign_in.value * DAY,
    unseenHosts: NOW - refused.value * DAY,
  })
})
