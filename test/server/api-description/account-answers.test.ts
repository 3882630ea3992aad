import t from 'tap'
import { CODE_PROBLEMS, sessionDocument } from '../../../server/api-description/account-answers.ts'
import { problemOfFault } from '../../../server/http/fault-problems.ts'

t.test('whatever is wrong with a code, what to do about it is said', async (t) => {
  for (const fault of ['used', 'ran-out', 'tried-out'] as const) {
    const { code, message, errors } = problemOfFault(fault, CODE_PROBLEMS)
    t.equal(code, 'conflict')
    t.match(message, /ask for a new one/)
    t.strictSame(errors, [{ field: 'code', rule: fault, message }])
  }
  t.match(problemOfFault({ kind: 'wrong-code', left: 2 }, CODE_PROBLEMS), {
    message: /2 more/,
    errors: [{ rule: 'wrong' }],
  })
  t.match(problemOfFault({ kind: 'wrong-code', left: 0 }, CODE_PROBLEMS), { errors: [{ rule: 'tried-out' }] })
  t.match(problemOfFault('too-many-guesses', CODE_PROBLEMS), { code: 'too-many', headers: { 'retry-after': '600' } })
})

t.test('a session is told with its account', async (t) => {
  const account = { id: 'a', kind: 'host', email: 'a@b.kz', language: 'ru', createdAt: 1 } as const
  t.match(sessionDocument({ id: 's', token: 'secret', expiresAt: 9, account }), {
    ...{ outcome: 'signed-in', session: 'secret', id: 's', expires_at: 9 },
    account: { id: 'a', kind: 'host', email: 'a@b.kz', language: 'ru', created_at: 1 },
  })
})
