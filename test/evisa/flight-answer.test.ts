import t from 'tap'
import { answerInWords, byUrgency, countOutcomes, withWhatWasHeard } from '#evisa/flight-answer.ts'
import { answerRow, askRow } from '#evisa/flight-row.ts'
import { REASONS, type Reason } from '#evisa/reasons.ts'
import { ok } from '#evisa/result.ts'
import { makeKnowledge, NOW } from '../made.ts'

const asked = askRow(
  { row: 4, reference: '1A', passenger: ok({}) },
  { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:50:00+05:00', departure: null },
)

t.test('in words: what it was before, and nothing of what it rests on', async (t) => {
  const context = { knowledge: await makeKnowledge(), now: NOW, rowsOfEvisas: new Map() }
  const result = answerRow(asked, 'row/look-up-limit', context)
  const answer = answerInWords(result, { outcome: 'clear', reason: null })
  t.match(answer, { outcome: 'refer', changed_from: { outcome: 'clear' }, word: { en: 'CHECK BY HAND' } })
  t.notOk('knew' in answer || 'not_known' in answer || 'online' in answer)
  t.equal(answerRow(asked, 'data/none', context).outcome, 'refer')
})

t.test('a scanner alone takes nothing back of what withdraws an e-visa', async (t) => {
  const context = { knowledge: await makeKnowledge(), now: NOW, rowsOfEvisas: new Map() }
  const own = {
    ...answerRow(asked, 'row/look-up-limit', context),
    outcome: 'clear',
    reason: null,
    findings: [],
  } as const
  const withdrawing = Object.keys(REASONS).filter((reason) => reason.startsWith('status/')) as Reason[]
  t.same(withdrawing, ['status/replaced', 'status/revoked', 'status/suspended'])
  for (const reason of [...withdrawing, 'key/compromised', 'entries/used-up'] as const) {
    const before = { outcome: 'refuse', reason, findings: [{ reason, outcome: 'refuse' }] } as const
    t.match(withWhatWasHeard(own, before), { outcome: 'refuse', reason }, reason)
  }
  const another = { outcome: 'refuse', reason: 'dates/expired', findings: [] } as const
  t.equal(withWhatWasHeard(own, another).outcome, 'clear', 'which another day changes')
})

t.test('exceptions first, counted', async (t) => {
  const outcomes = ['clear', 'not-applicable', 'refuse', 'refer', 'clear', 'refuse'] as const
  const rows = outcomes.map((outcome, at) => ({ outcome, row: at + 1 }))
  t.same(
    rows.toSorted(byUrgency).map(({ row }) => row),
    [3, 6, 4, 1, 5, 2],
  )
  t.same(countOutcomes(outcomes), { clear: 2, refer: 1, refuse: 2, not_applicable: 1 })
})
