import t from 'tap'
import { couldSign } from '../../../server/signing/could-sign.ts'
import type { DecisionText } from '../../../server/signing/decision-text.ts'

t.test('a key that ended signed nothing after it, and the time of the text counts', async (t) => {
  const said: DecisionText = {
    ...{ kind: 'case', subject: 'K7Q2M4XN9TBD', content: {}, signer: { id: 'p', name: 'P' }, nonce: 'n', time: 1000 },
  }
  const power: Parameters<typeof couldSign>[0]['power'] = { roles: ['case-officer'], from: 900, until: null }
  const signature = { ...({} as Parameters<typeof couldSign>[0]), person: 'p', at: 1100, power }
  const could = (change: { person?: string; at?: number; power?: Partial<typeof power> }) =>
    couldSign({ ...signature, ...change, power: { ...power, ...change.power } }, said, ['case-officer'])
  t.ok(could({}))
  t.ok(could({ power: { until: 1100 } }))
  t.notOk(could({ power: { until: 1099 } }), 'ended before')
  t.notOk(could({ power: { from: 1001 } }), 'not there yet')
  t.notOk(could({ power: { roles: ['auditor'] } }))
  t.notOk(could({ at: 1601 }), 'a text is signed within ten minutes')
  t.notOk(could({ at: 999 }))
  t.notOk(could({ person: 'q' }), "another's text")
})
