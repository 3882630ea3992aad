import t from 'tap'
import { REASONS } from '#evisa/reasons.ts'
import { OFFICERS_REASONS } from '#evisa/refusal/officers-reasons.ts'
import { groundOf, letterOf, REFUSAL_GROUNDS, writtenReason } from '#evisa/refusal/refusal-ground.ts'
import * as texts from '#evisa/refusal/strings/texts.ts'

t.test('every reason has its ground, and every ground but the last is that of some reason', async (t) => {
  const reasons = [...Object.keys(REASONS), ...OFFICERS_REASONS]
  t.same([...new Set(reasons.map(groundOf))].toSorted(), [...REFUSAL_GROUNDS].toSorted())
  t.same(
    reasons.filter((reason) => groundOf(reason) === 'other'),
    ['other'],
  )
  for (const reason of reasons) t.equal(writtenReason(reason), null)
  t.equal(groundOf('status/revoked'), 'visa-withdrawn')
})

t.test('what an officer wrote is another ground, in the officer’s words', async (t) => {
  for (const written of ['no ticket onward', 'غير مسموح', '__proto__', 'toString', '<b>']) {
    t.equal(groundOf(written), 'other')
    t.equal(writtenReason(written), written)
  }
  t.equal(groundOf(null), 'other')
  t.equal(writtenReason(null), null)
})

t.test('each has a letter, and words in the order of the form', async (t) => {
  t.same(REFUSAL_GROUNDS.map(letterOf).join(''), 'ABCDEFGHIJKL')
  const named = Object.keys(texts.en).filter((name) => name.startsWith('ground/'))
  t.same(
    named,
    REFUSAL_GROUNDS.map((ground) => `ground/${ground}`),
  )
})
