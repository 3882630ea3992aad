import t from 'tap'
import { judge } from '#evisa/decide.ts'
import { examine } from '#evisa/examination.ts'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { REASONS } from '#evisa/reasons.ts'
import { RULES } from '#evisa/rules.ts'
import type { Situation } from '#evisa/situation.ts'
import { makeClaims, makeKnowledge, NOW } from '../made.ts'

const ENTRY: Situation = { audience: 'entry', checkpoint: 'NQZ', booth: 'booth-1' }

t.test('the rules stand in the order of the table, one for every reason that is not of reading', async (t) => {
  const table = Object.entries(REASONS).filter(([, { stage }]) => stage === 'rule')
  t.same(
    RULES.map(({ reason }) => reason),
    table.map(([reason]) => reason),
  )
})

t.test('nothing stops at the first failure: second line sees everything, in table order', async (t) => {
  const claims = makeClaims({ valid_from: '2026-01-01', valid_until: '2026-01-30' })
  const knowledge = await makeKnowledge({ online: false, ledger: null })
  const findings = judge(await examine(claims, { ...ENTRY, checkpoint: 'LHR' }, knowledge, NOW))
  const reasons = findings.map(({ reason }) => reason)
  t.ok(
    ['data/ledger-stale', 'passport/not-read', 'place/unknown', 'dates/expired'].every((one) =>
      reasons.includes(one as never),
    ),
    `${reasons}`,
  )
  const order = Object.keys(REASONS)
  t.same(
    reasons,
    [...reasons].sort((one, other) => order.indexOf(one) - order.indexOf(other)),
  )
})

t.test('a verifier that knows nothing never clears anybody', async (t) => {
  for (const situation of [
    ENTRY,
    { audience: 'exit', checkpoint: 'NQZ' },
    { audience: 'carrier', checkpoint: 'NQZ', arrival: '2026-11-22T14:00:00+05:00' },
  ] as const) {
    const outcomes = judge(await examine(makeClaims(), situation, NOTHING_KNOWN, NOW)).map(({ outcome }) => outcome)
    t.ok(outcomes.includes('refer'), situation.audience)
  }
})

t.test('an exit is never refused, whatever is wrong', async (t) => {
  const claims = makeClaims({ valid_from: '2026-01-01', valid_until: '2026-01-30' })
  const mrz = 'P<LKAPERERA<<NIMALI<SANDUNI<<<<<<<<<<<<<<<<<\nN1234567<7LKA9003048F3108228<<<<<<<<<<<<<<<0'
  const examination = await examine(claims, { audience: 'exit', checkpoint: 'aktau-sea', mrz }, NOTHING_KNOWN, NOW)
  t.notOk(judge(examination).some(({ outcome }) => outcome === 'refuse'))
})

t.test('a ledger behind what was signed is as good as too old', async (t) => {
  const knowledge = await makeKnowledge({ isLedgerBehind: true })
  const stale = async (entries: 1 | 2 | 'multiple', known = knowledge) =>
    judge(await examine(makeClaims({ entries }), ENTRY, known, NOW)).find(
      ({ reason }) => reason === 'data/ledger-stale',
    )
  for (const entries of [1, 2] as const) t.match(await stale(entries), { outcome: 'refer' }, String(entries))
  t.equal(await stale('multiple'), undefined)
  t.equal(await stale(1, { ...knowledge, isLedgerBehind: false }), undefined)
})

t.test('a damaged copy of any ledger refers everybody, since it may lack anything', async (t) => {
  const damaged = { crossingsOf: () => 'damaged' as const }
  const whole = await makeKnowledge()
  for (const known of [
    { ...whole, ledger: { asOf: NOW - 60, ...damaged } },
    { ...whole, before: { ...damaged, statusOf: () => null } },
    { ...whole, isDamaged: true },
  ]) {
    for (const situation of [ENTRY, { audience: 'exit', checkpoint: 'NQZ' }] as const) {
      const found = judge(await examine(makeClaims({ entries: 'multiple' }), situation, known, NOW))
      t.ok(found.some(({ reason, outcome }) => reason === 'data/damaged' && outcome === 'refer'))
    }
  }
})
