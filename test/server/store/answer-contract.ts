/** What every store must do with answers to questions, and with corrections that are asked for. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { NewAnswer } from '../../../server/store/answer-store.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { actOf, CONTENT, keepCopy, keepSubmitted, takeEdges } from './made-applications.ts'
import { runsOf } from './runs-of.ts'

const ANSWER: NewAnswer = {
  ...{ question: '0190', text: 'Here it is', revision: 1, pages: [], refrozen: null, dueAt: NOW + 500 },
}

/** Runs the contract on a store that `open` gives empty. */
export function answerContract(name: string, open: (t: Test) => Promise<Store>): void {
  const scene = async (t: Test) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const owned = await keepSubmitted(store, runs)
    await takeEdges(runs, owned.reference, 'pay', 'take-up', 'ask')
    await runs.act(() =>
      rows(
        `INSERT INTO messages (id, application, author, text, at) VALUES ('0190', ?, 'officer', 'Tell why', ?)`,
        owned.reference,
        NOW,
      ),
    )
    return { store, runs, owned, act: actOf(owned.account, NOW + 60) }
  }

  t.test(`${name} keeps an answer in one with its pages and times, once`, async (t) => {
    const { store, owned, act } = await scene(t)
    const answer = { ...ANSWER, pages: [{ page: 'contact', answers: { phone: '12345' } }] }
    const answered = { ok: true, value: { revision: 2, dueAt: NOW + 500 } }
    t.strictSame(await store.answerQuestion(owned, answer, act), answered)
    t.strictSame(await store.answerQuestion(owned, answer, act), answered, 'the same words again')
    t.match(await store.answerQuestion(owned, { ...answer, text: 'And this' }, act), {
      error: { kind: 'wrong-state', state: 'review' },
    })
    const found = await store.findApplication(owned)
    t.match(found, {
      application: { state: 'review', revision: 2, completeAt: NOW + 60, dueAt: NOW + 500, frozen: { salt: 'salt' } },
      pages: [{ page: 'contact', revision: 2, answers: { phone: '12345' } }],
      messages: [{ id: '0190' }, { author: 'traveller', text: 'Here it is', answersTo: '0190', at: NOW + 60 }],
    })
    t.equal(found?.messages.length, 2)
  })

  t.test(`${name} freezes anew what was corrected, and leaves the flags of others`, async (t) => {
    const { store, runs, owned, act } = await scene(t)
    await runs.act(() =>
      rows(`UPDATE applications SET flags = '["chargeback","overstayed"]' WHERE id = ?`, owned.reference),
    )
    const refrozen = {
      ...{
        content: { ...CONTENT, copy: owned.copy, phone: '54321' },
        contentHash: 'new',
        salt: 'new',
        receipt: 'new',
        revision: 1,
      },
      ...{ flags: ['convicted'], ownFlags: ['overstayed', 'convicted'] },
    }
    const copy = await keepCopy(runs, owned.reference, 'accepted', NOW + 9)
    t.match(await store.answerQuestion(owned, { ...ANSWER, refrozen }, act), { error: 'copy-changed' })
    const renewed = { ...refrozen, content: { ...refrozen.content, copy } }
    t.match(await store.answerQuestion(owned, { ...ANSWER, refrozen: renewed, dueAt: null }, act), {
      ok: true,
      value: { dueAt: null },
    })
    t.match((await store.findApplication(owned))?.application, {
      frozen: { content: { phone: '54321', copy }, salt: 'new', receipt: 'new', flags: ['chargeback', 'convicted'] },
      dueAt: null,
      completeAt: NOW + 60,
    })
  })

  t.test(
    `${name} takes no answer that was written on other answers, to another question, or by somebody else`,
    async (t) => {
      const { store, owned, act } = await scene(t)
      t.match(await store.answerQuestion({ ...owned, account: 'another' }, ANSWER, act), { error: 'not-there' })
      for (const question of [null, '0180'])
        t.match(await store.answerQuestion(owned, { ...ANSWER, question }, act), {
          error: { kind: 'stale', revision: 1 },
        })
      await store.keepPage(owned, { page: 'trip', answers: {}, seen: 1 }, act)
      t.match(
        (await store.findApplication(owned))?.application,
        { changedAt: NOW, revision: 2 },
        'the time to answer runs on',
      )
      t.match(await store.answerQuestion(owned, ANSWER, act), { error: { kind: 'stale', revision: 2 } })
      t.match((await store.findApplication(owned))?.application, { state: 'information-asked' })
    },
  )

  t.test(`${name} keeps one correction at a time, of what was issued`, async (t) => {
    const { store, runs, owned, act } = await scene(t)
    const correction = { id: '0191', asked: { holder: { surname: 'X' } }, reason: 'A typo' }
    t.match(await store.askCorrection(owned, correction, act), {
      error: { kind: 'wrong-state', state: 'information-asked' },
    })
    await takeEdges(runs, owned.reference, 'answer', 'clear', 'issue')
    t.match(await store.askCorrection({ ...owned, account: 'another' }, correction, act), { error: 'not-there' })
    const asked = await Promise.all(['a', 'b', 'c'].map((id) => store.askCorrection(owned, { ...correction, id }, act)))
    t.equal(asked.filter(({ ok }) => ok).length, 1)
    t.match(await store.findApplication(owned), {
      application: { state: 'correction-asked' },
      corrections: [{ asked: correction.asked, askedAt: NOW + 60, decidedAt: null, reason: '' }],
      messages: [{ id: '0190' }, { text: 'A typo', author: 'traveller' }],
    })
  })
}
