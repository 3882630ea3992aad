import t from 'tap'
import { fail, ok, type Result } from '#evisa/result.ts'
import { makeVisaNumber, parseVisaNumber } from '#evisa/visa-number.ts'
import {
  orThrow,
  type ProblemsOf,
  problemOfFault,
  problemOfFields,
  readOrThrow,
} from '../../../server/http/fault-problems.ts'

type Fault = 'gone' | { readonly kind: 'taken'; readonly by: string }
const PROBLEMS: ProblemsOf<Fault> = {
  gone: ['not-found', 'It is gone.'],
  taken: ({ by }) => ['conflict', `It is ${by}'s.`, { errors: [{ field: 'it', rule: 'free', message: 'is taken' }] }],
}

t.test('what an act gives is given, and of a fault the problem of its row is thrown', async (t) => {
  const of = (result: Result<number, Fault>) => orThrow(result, PROBLEMS)
  t.equal(of(ok(7)), 7)
  t.throws(() => of(fail('gone')), { name: 'Problem', code: 'not-found', message: 'It is gone.' })
  const taken = { code: 'conflict', message: "It is Asel's.", errors: [{ field: 'it' }] }
  t.throws(() => of(fail({ kind: 'taken', by: 'Asel' })), taken)
  t.match(problemOfFault({ kind: 'taken', by: 'Asel' }, PROBLEMS), taken)
})

t.test('what cannot be read is a bad request, in the words of who could not read it', async (t) => {
  const number = makeVisaNumber((count) => new Uint8Array(count).fill(5))
  t.equal(readOrThrow(parseVisaNumber(` ${number.toLowerCase()} `)), number)
  t.throws(() => readOrThrow(parseVisaNumber('x')), { code: 'bad-request', message: /12 letters and digits/ })
})

t.test('the faults of fields are told in words and one by one', async (t) => {
  const errors = [
    { field: 'entries', rule: 'shape', message: 'takes 1 or 2' },
    { field: 'holder', rule: 'required', message: 'is missing' },
  ]
  const problem = problemOfFields('breaks-policy', errors)
  t.match(problem, { code: 'breaks-policy', message: 'entries takes 1 or 2; holder is missing', errors })
})
