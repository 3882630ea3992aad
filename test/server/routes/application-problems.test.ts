import t from 'tap'
import { problemOfFault } from '../../../server/http/fault-problems.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import {
  ACCESS,
  ANSWERING,
  CORRECTING,
  ENDING,
  ERASING,
  NOT_OPEN,
  SUBMITTING,
} from '../../../server/routes/application-problems.ts'

t.test('every fault is told in words that say what to do', async (t) => {
  const faults = [{ field: 'trip.purpose', rule: 'required', message: 'is missing' }]
  const told = [
    ...Object.keys(ACCESS).map((fault) => problemOfFault(fault as keyof typeof ACCESS, ACCESS)),
    problemOfFault({ kind: 'stale', revision: 7 }, SUBMITTING),
    problemOfFault({ kind: 'faulty', faults }, SUBMITTING),
    problemOfFault({ kind: 'faulty', faults }, CORRECTING),
    problemOfFault({ kind: 'terms-changed', message: 'They changed.' }, SUBMITTING),
    problemOfFault({ kind: 'passport-in-use', reference: null }, SUBMITTING),
    problemOfFault({ kind: 'not-correctable', why: 'over', message: 'It was used.' }, CORRECTING),
    problemOfFault({ kind: 'kept-by-law', until: 1_900_000_000 }, ERASING),
    problemOfFault('undecided', ERASING),
    problemOfFault('payment-open', ENDING),
    problemOfFault('copy-changed', ANSWERING),
    problemOfFault('terms-moved', SUBMITTING),
    problemOfFault('no-terms-yet', SUBMITTING),
    problemOfFault({ kind: 'not-open', state: 'review' }, NOT_OPEN),
  ]
  for (const { code, message } of told)
    t.match([code, message], [/^(not-found|too-many|too-busy|conflict|breaks-policy)$/, /\w+.*/])
  t.match(told[2]?.message, /7/)
  t.match(told[3], { code: 'breaks-policy', errors: faults, message: 'trip.purpose is missing' })
})

t.test('in every state it is said why something is not done, and another’s application is not named', async (t) => {
  for (const { to } of Object.values(APPLICATION.edges))
    t.match(
      problemOfFault({ kind: 'wrong-state', state: to }, ENDING),
      { code: 'conflict', message: /not done now\. \w/ },
      to,
    )
  t.match(problemOfFault({ kind: 'passport-in-use', reference: 'K7Q2M4XN9TBD' }, SUBMITTING).message, /K7Q2M4XN9TBD/)
})
