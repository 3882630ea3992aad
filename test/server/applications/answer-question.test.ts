import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY } from '../../../fixtures/made-world.ts'
import { answerQuestion } from '../../../server/applications/answer-question.ts'
import { dueAt } from '../../../server/applications/business-clock.ts'
import { rows } from '../../../server/store/steps.ts'
import { type Built, build } from '../build-app.ts'
import { contextOf, INVITATION, madeApplication, runsBeside, typedBy } from '../made-application.ts'
import { actOf, takeEdges } from '../store/made-applications.ts'
import { keepApproved } from '../store/made-invitations.ts'

async function asked(built: Built) {
  const made = await madeApplication(built)
  await takeEdges(runsBeside(built), made.reference, 'pay', 'take-up', 'ask')
  const revision = (await built.store.findApplication(made))?.application.revision ?? 0
  const answer = (change: object = {}) =>
    answerQuestion(
      made,
      { revision, text: 'Here it is', pages: {}, ...change },
      actOf(made.account, built.clock.now),
      contextOf(built),
    )
  return { made, revision, answer }
}

t.test('words alone leave content and receipt as they are, even once the day of entry has passed', async (t) => {
  const built = await build(t)
  const { made, revision, answer } = await asked(built)
  built.clock.now += 5 * DAY
  t.strictSame(await answer(), { ok: true, value: { revision, dueAt: dueAt(built.clock.now, defaultTerms()) } })
  t.match((await built.store.findApplication(made))?.application, {
    state: 'review',
    frozen: { receipt: made.receipt, content: made.content },
  })
})

t.test('what is corrected is judged, by the terms of the case and the invitation that it has', async (t) => {
  const built = await build(t)
  const { made, answer } = await asked(built)
  const trip = { purpose: 'tourism', expected_entry: '2026-11-26', expected_exit: '2026-12-30' }
  t.match(await answer({ pages: { trip } }), {
    error: { kind: 'faulty', faults: [{ field: 'trip.expected_exit', rule: 'within-invitation' }, { rule: 'stay' }] },
  })
  t.match(await built.store.findApplication(made), {
    application: { state: 'information-asked' },
    pages: { length: 6 },
  })
  t.match(await answer({ pages: { trip: { ...trip, expected_exit: '2026-12-05' } } }), { ok: true })
  t.match((await built.store.findApplication(made))?.application.frozen, { content: { expected_exit: '2026-12-05' } })
})

t.test('pages that were kept before the answer count with it', async (t) => {
  const built = await build(t)
  const { made, revision, answer } = await asked(built)
  built.clock.now += 60
  const act = actOf(made.account, built.clock.now)
  const contact = { phone: '+94 77 000 0000', place_of_stay: 'With friends' }
  t.match(await built.store.keepPage(made, { page: 'contact', answers: contact, seen: revision }, act), { ok: true })
  t.match(await answer(), { error: { kind: 'stale', revision: revision + 1 } }, 'they have to be seen')
  t.match(await answer({ revision: revision + 1 }), { ok: true })
  t.match((await built.store.findApplication(made))?.application.frozen, { content: { place_of_stay: 'With friends' } })
})

t.test('an answer keeps the invitation that the case holds and paid for, and takes no other one', async (t) => {
  const built = await build(t)
  const { made, answer } = await asked(built)
  const passport = { number: 'N7654321', issuer: INVITATION.passport.issuer }
  await keepApproved(runsBeside(built), 'PAPER99999', { ...INVITATION, passport })
  const { invitation, passport: typed } = typedBy('PAPER99999', passport.number)
  t.match(await answer({ pages: { invitation, passport: typed } }), {
    error: { kind: 'faulty', faults: [{ field: 'invitation.visa_support_number', rule: 'invitation-of-case' }] },
  })
  t.match((await built.store.findApplication(made))?.application, {
    state: 'information-asked',
    frozen: { content: made.content },
  })
})

t.test('what was sent before a question was asked does not answer it', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const runs = runsBeside(built)
  await takeEdges(runs, made.reference, 'pay', 'take-up')
  const revision = (await built.store.findApplication(made))?.application.revision ?? 0
  const askAtOnce: typeof built.store.answerQuestion = async (...given) => {
    const message = [made.reference, 'Which hotel?', built.clock.now]
    await takeEdges(runs, made.reference, 'ask')
    await runs.act(() =>
      rows(`INSERT INTO messages (id, application, author, text, at) VALUES ('0190', ?, 'officer', ?, ?)`, ...message),
    )
    return built.store.answerQuestion(...given)
  }
  const pages = { contact: { phone: '+94 77 000 0000', place_of_stay: 'With friends' } }
  const context = contextOf(built, { store: { ...built.store, answerQuestion: askAtOnce } })
  const answered = await answerQuestion(made, { revision, text: 'Hello', pages }, actOf(made.account), context)
  t.match(answered, { error: { kind: 'stale', revision } })
  t.match(await built.store.findApplication(made), {
    application: { state: 'information-asked', frozen: { content: made.content } },
    messages: { length: 1 },
  })
})

t.test('where nothing was asked there is nothing to answer', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const answer = (owned: typeof made) =>
    answerQuestion(owned, { revision: 7, text: 'Hello', pages: {} }, actOf(made.account), contextOf(built))
  t.match(await answer(made), { error: { kind: 'wrong-state', state: 'submitted' } })
  t.match(await answer({ ...made, account: 'another' }), { error: 'not-there' })
})
