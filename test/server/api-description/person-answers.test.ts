import t from 'tap'
import { CHANGING, PROVING, REGISTERING, SIGNING, SIGNING_IN } from '../../../server/api-description/person-answers.ts'
import { problemOfFault } from '../../../server/http/fault-problems.ts'

t.test('each fault names a rule, by which a page finds its own words', async (t) => {
  const ruleOf = (problem: ReturnType<typeof problemOfFault>) => problem.errors?.[0]?.rule
  t.equal(ruleOf(problemOfFault('own', CHANGING)), 'change/own')
  t.equal(ruleOf(problemOfFault('signing-over', SIGNING)), 'signing/signing-over')
  t.equal(ruleOf(problemOfFault('challenge-over', SIGNING_IN)), 'sign-in/challenge-over')
  t.equal(ruleOf(problemOfFault('unknown-key', PROVING)), 'signing/unknown-key')
  t.equal(ruleOf(problemOfFault('run-out', REGISTERING)), 'code/run-out')
  t.equal(ruleOf(problemOfFault({ kind: 'too-early', opensAt: 7 }, REGISTERING)), 'code/too-early')
  t.equal(ruleOf(problemOfFault({ kind: 'key-refused', why: 'unverified' }, REGISTERING)), 'key/unverified')
  t.equal(ruleOf(problemOfFault({ kind: 'not-proven', fault: 'assertion/rp' }, SIGNING_IN)), 'assertion/rp')
})
