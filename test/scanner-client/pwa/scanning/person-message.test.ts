import t from 'tap'
import { personMessage } from '../../../../scanner-client/pwa/scanning/person-message.ts'
import en from '../../../../scanner-client/pwa/strings/en.json' with { type: 'json' }

t.test('every fault is told in words, the strange ones in one', async (t) => {
  t.equal(personMessage('assertion/synced'), 'person/synced')
  t.equal(personMessage('statement/key'), 'person/unknown')
  t.equal(personMessage('assertion/challenge'), 'person/refused')
  for (const fault of ['person/cancelled', 'statement/power', 'assertion/rp'] as const)
    t.ok(personMessage(fault) in en, fault)
})
