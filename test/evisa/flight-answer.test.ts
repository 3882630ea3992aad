import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { answerInWords, byUrgency, countOutcomes, withWhatWasHeard } from '#evisa/flight-answer.ts'
import { answerRow, askRow } from '#evisa/flight-row.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { REASONS, type Reason } from '#evisa/reasons.ts'
import { ok } from '#evisa/result.ts'
import { STATUS_LIST_TYP, verifyStatusList } from '#evisa/status-list.ts'
import {
  inflate,
  makeClaims,
  makeKnowledge,
  makeTrustList,
  NOW,
  qrTextOf,
  statusListDocument,
  unwrap,
} from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

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
  t.same(withdrawing, ['status/replaced', 'status/revoked', 'status/suspended', 'status/lost'])
  for (const reason of [...withdrawing, 'key/compromised', 'entries/used-up', 'entries/stay-open'] as const) {
    for (const outcome of ['refuse', 'refer'] as const) {
      const before = { findings: [{ reason, outcome }] }
      t.match(withWhatWasHeard(own, before), { outcome, reason, ...before }, reason)
      const behindAnother = { findings: [{ reason: 'dates/not-yet', outcome: 'refuse' } as const, ...before.findings] }
      t.match(withWhatWasHeard(own, behindAnother), { outcome, reason, ...before }, `${reason} behind another reason`)
    }
  }
  const another = { findings: [{ reason: 'dates/expired', outcome: 'refuse' }] } as const
  t.equal(withWhatWasHeard(own, another), own, 'which another day changes')
  t.equal(withWhatWasHeard(own, undefined), own)
})

t.test('of all that was heard the gravest leads, and own findings stay below it', async (t) => {
  const context = { knowledge: await makeKnowledge(), now: NOW, rowsOfEvisas: new Map() }
  const suspended = { reason: 'status/suspended', outcome: 'refer' } as const
  const usedUp = { reason: 'entries/used-up', outcome: 'refuse' } as const
  const early = { reason: 'dates/not-yet', outcome: 'refuse' } as const
  const close = { reason: 'passport/number', outcome: 'refer', detail: { close: 'zeros' } } as const
  const own = {
    ...answerRow(asked, 'row/look-up-limit', context),
    reason: close.reason,
    detail: close.detail,
    findings: [close],
  }
  const told = withWhatWasHeard(own, { findings: [suspended, usedUp] })
  t.match(told, { outcome: 'refuse', reason: usedUp.reason, findings: [suspended, usedUp, close] })
  t.same(told.detail, {}, 'what a spreadsheet did to a number is no word about it')
  t.match(withWhatWasHeard(own, { findings: [suspended] }), { reason: close.reason, findings: [suspended, close] })
  const refused = { ...own, outcome: early.outcome, reason: early.reason, detail: {}, findings: [early] }
  t.match(withWhatWasHeard(refused, { findings: [usedUp] }), { reason: early.reason, findings: [usedUp, early] })
  const known = { ...own, outcome: 'refuse', reason: usedUp.reason, findings: [usedUp] } as const
  t.equal(withWhatWasHeard(known, { findings: [usedUp] }), known)
})

t.test(
  'another day or airport does not free a suspended e-visa that was too early, or at a closed airport',
  async (t) => {
    const text = qrTextOf(makeClaims({ valid_from: '2026-11-23' }))
    const list = await verifyStatusList(
      signArtefact(KEYS.status, STATUS_LIST_TYP, statusListDocument([{ index: 54_321, status: 'suspended' }])),
      await makeTrustList(),
      inflate,
    )
    const { uri } = unwrap(list)
    const server = await makeKnowledge({ ledger: null, statusLists: new Map([[uri, unwrap(list)]]) })
    const alone = await makeKnowledge({ ledger: null, online: false })
    const answer = async (checkpoint: string, arrival: string, knowledge: Knowledge) => {
      const plan = { flight: 'KC104', checkpoint, arrival, departure: null }
      const row = askRow({ row: 2, reference: null, passenger: ok({ text }) }, plan)
      return answerRow(row, await decide(text, row.situation, knowledge, NOW), {
        ...{ knowledge, now: NOW, rowsOfEvisas: new Map() },
      })
    }
    for (const [checkpoint, arrival] of [
      ['NQZ', '2026-11-22T23:50:00+05:00'],
      ['DZN', '2026-11-23T00:50:00+05:00'],
    ] as const) {
      const told = await answer(checkpoint, arrival, server)
      t.equal(told.outcome, 'refuse', checkpoint)
      t.not(told.reason, 'status/suspended')
      const own = await answer('NQZ', '2026-11-23T00:50:00+05:00', alone)
      t.equal(own.outcome, 'clear')
      t.match(withWhatWasHeard(own, told), { outcome: 'refer', reason: 'status/suspended' })
    }
  },
)

t.test('exceptions first, counted', async (t) => {
  const outcomes = ['clear', 'not-applicable', 'refuse', 'refer', 'clear', 'refuse'] as const
  const rows = outcomes.map((outcome, at) => ({ outcome, row: at + 1 }))
  t.same(
    rows.toSorted(byUrgency).map(({ row }) => row),
    [3, 6, 4, 1, 5, 2],
  )
  t.same(countOutcomes(outcomes), { clear: 2, refer: 1, refuse: 2, not_applicable: 1 })
})
