import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { lookFault, lookToSign } from '../../../server/looking-back/second-look.ts'
import type { SecondLook } from '../../../server/store/look-back-store.ts'

const LOOK: SecondLook = {
  ...{ reference: 'K7Q2M4XN9TBF', decision: 'refuse', decisionSignature: 's', decidedAt: NOW, drawnAt: NOW },
  decidedBy: ['Aigul', 'Marat'],
  looked: null,
}

t.test('whoever decided nothing in the case looks again, once', async (t) => {
  t.equal(lookFault(LOOK, 'Boss'), null)
  for (const officer of LOOK.decidedBy) t.equal(lookFault(LOOK, officer), 'own')
  t.equal(lookFault(null, 'Boss'), 'not-there')
  const looked = { by: 'Boss', at: NOW, verdict: 'right', reason: '' } as const
  t.same(lookFault({ ...LOOK, looked }, 'Erlan'), { kind: 'looked-at', by: 'Boss' })
})

t.test('what is signed names the decision that was looked at', async (t) => {
  t.same(lookToSign(LOOK, 'Boss', { verdict: 'wrong', reason: 'x' }), {
    ok: true,
    value: {
      kind: 'second-look',
      subject: LOOK.reference,
      content: { verdict: 'wrong', reason: 'x', decision: 'refuse', decision_signature: 's' },
    },
  })
  t.match(lookToSign(LOOK, 'Aigul', { verdict: 'right', reason: '' }), { error: 'own' })
})
