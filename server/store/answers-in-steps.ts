/** Answers and corrections, as both databases keep them. */
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION } from '../lifecycles/application-states.ts'
import { stateAfter } from '../lifecycles/machine.ts'
import type { Answered, AnswerFault, AnswerStore, NewAnswer, NewCorrection, Refrozen } from './answer-store.ts'
import { answersText } from './application-rows.ts'
import type { OwnedReference } from './application-store.ts'
import { newestCopy, writePage } from './applications-in-steps.ts'
import type { Act } from './audit-store.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'
import type { WrongState } from './submission-store.ts'
import { type LockedRow, lockedApplication, mustTake } from './submissions-in-steps.ts'

export function answersInSteps({ act }: Runs): AnswerStore {
  return {
    answerQuestion: (owned, answer, by) => act(() => answerQuestion(owned, answer, by)),
    askCorrection: (owned, correction, by) => act(() => askCorrection(owned, correction, by)),
  }
}

function* answerQuestion(owned: OwnedReference, answer: NewAnswer, act: Act): Steps<Result<Answered, AnswerFault>> {
  const { reference } = owned
  const row = yield* lockedApplication(owned)
  if (row === null) return fail('not-there')
  const { state, revision, dueAt } = row
  if (!stateAfter(APPLICATION, 'answer', state).ok) {
    const isAgain = (yield* lastSaid(reference)) === answer.text
    return isAgain ? ok({ revision, dueAt }) : fail({ kind: 'wrong-state', state })
  }
  const question = yield* lastQuestion(reference)
  // One that came after this was judged was not seen, and what was judged before it was asked is not what is answered now.
  if (revision !== answer.revision || question !== answer.question) return fail({ kind: 'stale', revision })
  const { refrozen } = answer
  if (refrozen !== null && (yield* newestCopy(reference))?.id !== refrozen.content.copy) return fail('copy-changed')
  const next = answer.pages.length > 0 ? revision + 1 : revision
  for (const { page, answers } of answer.pages)
    yield* writePage(reference, { page, text: answersText(answers), revision: next, at: act.at })
  if (refrozen !== null) yield* freezeAnew(row, refrozen)
  yield* writeMessage(reference, answer.text, question, act)
  yield* mustTake(reference, 'answer', act)
  yield* rows(
    'UPDATE applications SET revision = ?, complete_at = ?, due_at = ? WHERE id = ?',
    ...[next, act.at, answer.dueAt, reference],
  )
  return ok({ revision: next, dueAt: answer.dueAt })
}

function* freezeAnew({ reference, flags }: LockedRow, refrozen: Refrozen): Steps<void> {
  const { content, contentHash, salt, receipt, revision, ownFlags } = refrozen
  const others = (JSON.parse(flags) as string[]).filter((flag) => !ownFlags.includes(flag))
  yield* rows(
    'UPDATE applications SET content = ?, content_hash = ?, salt = ?, receipt = ?, frozen_revision = ?, flags = ? WHERE id = ?',
    ...[
      JSON.stringify(content),
      contentHash,
      salt,
      receipt,
      revision,
      JSON.stringify([...others, ...refrozen.flags]),
      reference,
    ],
  )
}

function* lastQuestion(reference: string): Steps<string | null> {
  const found = yield* firstRow<{ id: string }>(
    `SELECT id FROM messages WHERE application = ? AND author = 'officer' ORDER BY id DESC LIMIT 1`,
    reference,
  )
  return found?.id ?? null
}

function* lastSaid(reference: string): Steps<string | null> {
  const found = yield* firstRow<{ text: string }>(
    `SELECT text FROM messages WHERE application = ? AND author = 'traveller' ORDER BY id DESC LIMIT 1`,
    reference,
  )
  return found?.text ?? null
}

function* writeMessage(reference: string, text: string, answersTo: string | null, { at }: Act): Steps<void> {
  yield* rows(
    `INSERT INTO messages (id, application, author, text, answers_to, at) VALUES (?, ?, 'traveller', ?, ?, ?)`,
    ...[uuidv7(), reference, text, answersTo, at],
  )
}

function* askCorrection(
  owned: OwnedReference,
  { id, asked, reason }: NewCorrection,
  act: Act,
): Steps<Result<null, 'not-there' | WrongState>> {
  const { reference } = owned
  const row = yield* lockedApplication(owned)
  if (row === null) return fail('not-there')
  if (!stateAfter(APPLICATION, 'ask-correction', row.state).ok) return fail({ kind: 'wrong-state', state: row.state })
  yield* rows(
    'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
    ...[id, reference, JSON.stringify(asked), act.at],
  )
  yield* writeMessage(reference, reason, null, act)
  yield* mustTake(reference, 'ask-correction', act)
  return ok(null)
}
