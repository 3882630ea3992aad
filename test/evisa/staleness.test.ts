import t from 'tap'
import { civilDateAt } from '#evisa/civil-date.ts'
import { type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { indexPolicy } from '#evisa/policy.ts'
import { agesOf, isOver, WARNING_CODES, type Warning, warningsOf } from '#evisa/staleness.ts'
import type { StatusList } from '#evisa/status-list.ts'
import { DAY, makeKnowledge, NOW, policyDocument, policyEdition, STATUS_URI } from '../made.ts'

const knowledge = await makeKnowledge()

t.test('tells version and age of all that was known', async (t) => {
  t.same(agesOf(knowledge, STATUS_URI, NOW), [
    { artefact: 'trust-list', version: 7, age_seconds: 3600 },
    { artefact: 'policy', version: 4, age_seconds: 10 * DAY },
    { artefact: 'snapshot', version: 99, age_seconds: 300 },
    { artefact: 'status-list', version: null, age_seconds: 600 },
    { artefact: 'ledger', version: null, age_seconds: 60 },
  ])
})

t.test('leaves out what was not known, and an age is never negative', async (t) => {
  t.same(agesOf(NOTHING_KNOWN, STATUS_URI, NOW), [])
  const artefacts = (uri: string | null) => agesOf(knowledge, uri, NOW).map(({ artefact }) => artefact)
  t.notOk(artefacts(null).includes('status-list'))
  t.notOk(artefacts('urn:evisa:KAZ:status:4').includes('status-list'), 'another list than the one asked for')
  for (const { age_seconds } of agesOf(knowledge, STATUS_URI, NOW - 365 * DAY)) t.equal(age_seconds, 0)
})

t.test('an age counts from when the artefact was last known to be the newest', async (t) => {
  const trust = knowledge.trust && { ...knowledge.trust, asOf: NOW - 5 }
  t.match(agesOf({ ...knowledge, trust }, null, NOW)[0], { artefact: 'trust-list', age_seconds: 5 })
})

/** Whether there is a warning about something, as its code. */
const codeOf = (known: Knowledge, about: Warning['about'], now: number, audience: 'carrier' | 'entry' = 'entry') =>
  warningsOf(known, audience, now).find((warning) => warning.about === about)?.code ?? null

t.test('fresh knowledge gives no warning', async (t) => {
  for (const audience of ['carrier', 'entry', 'exit'] as const) t.same(warningsOf(knowledge, audience, NOW), [])
})

t.test('nothing known gives none either: that is said in other words', async (t) => {
  t.same(warningsOf(NOTHING_KNOWN, 'entry', NOW), [])
})

t.test('what runs out is warned of from three quarters of its life, and told once it did', async (t) => {
  const { trust, policy, snapshot } = knowledge
  if (trust === null || policy === null || snapshot === null) throw new Error('all three are known')
  const life = { iat: NOW, exp: NOW + 4000 }
  for (const [about, known] of [
    ['trust-list', { ...knowledge, trust: { ...trust, ...life } }],
    ['policy', { ...knowledge, policy: { ...policy, ...life } }],
    ['snapshot', { ...knowledge, snapshot: { ...snapshot, ...life } }],
  ] as const) {
    for (const audience of ['carrier', 'entry'] as const) {
      const at = (seconds: number) => codeOf(known, about, NOW + seconds, audience)
      t.equal(at(0), null, about)
      t.equal(at(3000), null, `${about}: three quarters`)
      t.equal(at(3001), 'expires-soon', `${about}: a second later`)
      t.equal(at(4000), 'expires-soon', `${about}: its last second`)
      t.equal(at(4001), 'expired', `${about}: a second later`)
    }
    const found = warningsOf(known, 'entry', NOW + 3001).find((warning) => warning.about === about)
    t.equal(found?.at, NOW + 4000, `${about}: says when`)
  }
})

t.test('a status list is warned of by the age that the policy allows this audience', async (t) => {
  const status_max_age_seconds = { carrier: 400, border: 4000 }
  const limits = { ...policyEdition().limits, status_max_age_seconds }
  const list = knowledge.statusLists.get(STATUS_URI) as StatusList
  const known = {
    ...knowledge,
    policy: indexPolicy(policyDocument({ limits })),
    statusLists: new Map([[STATUS_URI, { ...list, asOf: NOW }]]),
  }
  for (const [audience, max] of [
    ['carrier', 400],
    ['entry', 4000],
    ['exit', 4000],
  ] as const) {
    const at = (seconds: number) => warningsOf(known, audience, NOW + seconds).filter((one) => one.about !== 'ledger')
    t.same(at(0.75 * max), [], audience)
    t.same(at(0.75 * max + 1), [{ code: 'ages', about: 'status-list', at: NOW + max }], audience)
    t.same(at(max), [{ code: 'ages', about: 'status-list', at: NOW + max }], audience)
    t.same(at(max + 1), [{ code: 'too-old', about: 'status-list', at: NOW + max }], audience)
  }
})

t.test('of many lists the oldest counts', async (t) => {
  const list = knowledge.statusLists.get(STATUS_URI) as StatusList
  const statusLists = new Map([
    ['a', { ...list, asOf: NOW }],
    ['b', { ...list, asOf: NOW - DAY - 1 }],
    ['c', { ...list, asOf: NOW - 5 }],
  ])
  t.match(warningsOf({ ...knowledge, statusLists }, 'entry', NOW), [
    { code: 'too-old', about: 'status-list', at: NOW - 1 },
  ])
})

t.test('the copy of the ledger is warned of at the border, where there is one', async (t) => {
  const limits = { ...policyEdition().limits, ledger_max_age_seconds: 4000 }
  const policy = indexPolicy(policyDocument({ limits }))
  const known: Knowledge = { ...knowledge, policy, ledger: { asOf: NOW, crossingsOf: () => [] } }
  const at = (seconds: number) => codeOf(known, 'ledger', NOW + seconds)
  t.equal(at(3000), null)
  t.equal(at(3001), 'ages')
  t.equal(at(4000), 'ages')
  t.equal(at(4001), 'too-old')
  t.equal(codeOf(known, 'ledger', NOW + 4001, 'carrier'), null, 'a carrier holds none')
  t.equal(codeOf({ ...known, ledger: null }, 'ledger', NOW + 4001), null)
})

t.test('without a policy in force a day is the oldest that lists and ledger may be', async (t) => {
  const later = indexPolicy(policyDocument({ effective_from: civilDateAt(NOW + 2 * DAY) }))
  const list = knowledge.statusLists.get(STATUS_URI) as StatusList
  const statusLists = new Map([[STATUS_URI, { ...list, asOf: NOW }]])
  for (const policy of [null, later]) {
    const known = { ...knowledge, policy, statusLists, ledger: { asOf: NOW, crossingsOf: () => [] } }
    for (const about of ['status-list', 'ledger'] as const) {
      t.equal(codeOf(known, about, NOW + 0.75 * DAY), null)
      t.equal(codeOf(known, about, NOW + 0.75 * DAY + 1), 'ages')
      t.equal(codeOf(known, about, NOW + DAY), 'ages')
      t.equal(codeOf(known, about, NOW + DAY + 1), 'too-old')
    }
  }
})

t.test('the edition of the day says how old is too old', async (t) => {
  const limits = { ...policyEdition().limits, ledger_max_age_seconds: 100 }
  const tomorrow = { ...policyEdition(), effective_from: civilDateAt(NOW + DAY), limits }
  const policy = indexPolicy(policyDocument({ editions: [policyEdition(), tomorrow] }))
  const aged = (now: number) =>
    codeOf({ ...knowledge, policy, ledger: { asOf: now - 101, crossingsOf: () => [] } }, 'ledger', now)
  t.equal(aged(NOW), null)
  t.equal(aged(NOW + DAY), 'too-old')
})

t.test('a clock that is far ahead is warned of with the time that it should show', async (t) => {
  const ahead = { code: 'clock-ahead', about: 'clock', at: NOW - 3600 }
  for (const audience of ['carrier', 'entry', 'exit'] as const) {
    t.same(warningsOf({ ...knowledge, clockAheadOf: NOW - 3600 }, audience, NOW), [ahead], audience)
  }
  t.same(warningsOf({ ...NOTHING_KNOWN, clockAheadOf: 0 }, 'entry', NOW), [{ ...ahead, at: 0 }])
})

t.test('a ledger behind what was signed is told to the border, with when that was signed', async (t) => {
  const known = { ...knowledge, isLedgerBehind: true }
  t.same(warningsOf(known, 'entry', NOW), [{ code: 'behind', about: 'ledger', at: NOW - 300 }])
  t.same(warningsOf(known, 'carrier', NOW), [])
  t.same(warningsOf({ ...known, ledger: null }, 'exit', NOW), [{ code: 'behind', about: 'ledger', at: NOW - 300 }])
})

t.test('what is over comes first, and each keeps its order', async (t) => {
  const at = NOW + 25 * DAY
  const found = warningsOf({ ...knowledge, clockAheadOf: NOW }, 'entry', at)
  t.same(
    found.map(({ code, about }) => `${about} ${code}`),
    ['snapshot expired', 'status-list too-old', 'ledger too-old', 'trust-list expires-soon', 'clock clock-ahead'],
  )
  t.same(found.map(isOver), [true, true, true, false, false])
})

t.test('what is over is what changes answers', async (t) => {
  const over = WARNING_CODES.filter((code) => isOver({ code, about: 'snapshot', at: NOW }))
  t.same(over, ['expired', 'too-old', 'behind'])
})
