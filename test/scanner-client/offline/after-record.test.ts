import t from 'tap'
import { amend } from '#evisa/decide.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { afterRecord } from '../../../scanner-client/offline/after-record.ts'
import { Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { recordCrossing, recordRefusal } from '../../../scanner-client/offline/record-crossing.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { build } from '../../server/build-app.ts'
import { admit, boothAt, ENTRY, EXIT, onCall } from '../booth-scene.ts'

const factsOf = ({ visa }: Decision) => {
  const { entries_used, crossings, notes } = visa as BorderFacts
  return { used: entries_used, events: crossings.map(({ action }) => action), notes: notes.map(({ action }) => action) }
}

t.test('an entry, an exit and a refusal are counted in what is shown after them', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const booth = await boothAt(t, built)
  const { scan, recorded } = await admit(booth, visa)
  if (recorded === null) throw new Error('it was admitted')
  t.same(factsOf(scan.decision), { used: 0, events: [], notes: [] })
  const entered = afterRecord(scan.decision, recorded)
  t.same(factsOf(entered), { used: 1, events: ['entry'], notes: [] })
  t.match(entered, { outcome: 'clear', word: { en: 'ADMITTED' }, instruction: { en: 'The authority has the record.' } })

  const refusing = await check([visa.qr_text], ENTRY, booth.platform())
  const refusal = await recordRefusal(refusing, ENTRY, null, booth.platform(), 'other')
  const refused = afterRecord(refusing.decision, refusal)
  t.same(factsOf(refused), { used: 1, events: ['entry'], notes: ['refusal'] })
  t.match(refused, {
    outcome: 'refuse',
    word: { en: 'REFUSAL RECORDED' },
    instruction: { en: 'The authority has the record.' },
  })

  built.clock.now += 3600
  const leaving = await check([visa.qr_text], EXIT, booth.platform())
  const left = afterRecord(leaving.decision, await recordCrossing(leaving, EXIT, null, booth.platform()))
  t.same(factsOf(left), { used: 1, events: ['entry', 'exit'], notes: ['refusal'] })
  t.equal(left.word.en, 'EXIT RECORDED')
})

t.test('an entry that is recorded offline after an attempt is one entry', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const booth = await boothAt(t, built)
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  onCall(booth, 'POST /v1/crossings', () => Promise.reject(new Unreachable('cut')))
  const recorded = await recordCrossing(scan, ENTRY, null, booth.platform())
  t.same(factsOf(afterRecord(scan.decision, recorded)), { used: 1, events: ['entry'], notes: [] })
})

t.test('what is still to be done about whoever leaves is still said', async (t) => {
  const built = await build(t)
  const booth = await boothAt(t, built)
  const scan = await check([(await built.issue()).qr_text], EXIT, booth.platform())
  t.equal(scan.decision.reason, 'stay/no-entry')
  const { outcome, instruction } = afterRecord(scan.decision, await recordCrossing(scan, EXIT, null, booth.platform()))
  t.equal(outcome, 'refer')
  t.ok(instruction.en.startsWith(scan.decision.instruction.en))
  t.match(instruction.en, /The authority has the record\.$/)
})

t.test('why the authority looks at it is said in words', async (t) => {
  const built = await build(t)
  const booth = await boothAt(t, built)
  const { scan, recorded } = await admit(booth, await built.issue())
  if (recorded?.recorded == null) throw new Error('it was admitted')
  const { instruction } = afterRecord(scan.decision, { ...recorded, because: 'revoked-device' })
  t.equal(
    instruction.en,
    "The authority has the record. The authority will review it: this device's access was ended before.",
  )
})

t.test('an admission that was not made says so, and counts nothing', async (t) => {
  const built = await build(t)
  const booth = await boothAt(t, built)
  const scan = await check([(await built.issue()).qr_text], ENTRY, booth.platform())
  const not = { recorded: null, because: 'entries/used-up', isHeld: false, usedBy: null } as const
  const decision = amend(scan.decision, { reason: 'entries/used-up', outcome: 'refuse' })
  const shown = afterRecord(decision, not)
  t.equal(shown.word.en, `NOT ADMITTED: ${decision.word.en}`)
  t.equal(shown.visa, decision.visa)
})
