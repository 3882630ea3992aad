import t from 'tap'
import { challengeText } from '../../../server/people/challenge-text.ts'
import { readDecisionText } from '../../../server/signing/decision-text.ts'

t.test('what is signed to sign in says so, is never the same, and is no decision', async (t) => {
  const [one, two] = [challengeText('sign-in', 'evisa.example', 7), challengeText('sign-in', 'evisa.example', 7)]
  t.match(JSON.parse(one), { statement: 'evisa-gate/sign-in/1', rp_id: 'evisa.example', time: 7 })
  t.not(one, two)
  t.match(challengeText('registration', 'evisa.example', 7), /evisa-gate\/registration\/1/)
  t.equal(readDecisionText(one), null)
})
