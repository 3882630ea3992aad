import t from 'tap'
import type { Knowledge } from '#evisa/knowledge.ts'
import { verifyPolicy } from '#evisa/policy.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { STATUS_LIST_TYP, type VisaStatus, verifyStatusList } from '#evisa/status-list.ts'
import { arrivalAt, placesOn, standingOf } from '../../../../scanner-client/pwa/check-page/check-standing.ts'
import {
  DAY,
  inflate,
  knowledgeWithVisaKey,
  makeClaims,
  makeKnowledge,
  makeTrustList,
  NOW,
  policyDocument,
  policyEdition,
  qrTextOf,
  signVisa,
  statusListDocument,
  unwrap,
} from '../../../made.ts'
import { KEYS, signArtefact } from '../../../made-keys.ts'

const CARRIER = { ledger: null }
const INDEX = makeClaims().status.status_list.idx

async function knowingStatus(status: VisaStatus, change: Partial<Knowledge> = {}): Promise<Knowledge> {
  const knowledge = await makeKnowledge(CARRIER)
  const jws = signArtefact(KEYS.status, STATUS_LIST_TYP, statusListDocument([{ index: INDEX, status }]))
  const list = unwrap(await verifyStatusList(jws, await makeTrustList(), inflate))
  return { ...knowledge, statusLists: new Map([[list.uri, list]]), ...change }
}

t.test('what is proven and in force is genuine; before its days and after them it says so', async (t) => {
  const knowledge = await makeKnowledge(CARRIER)
  const told = await standingOf(qrTextOf(), knowledge, NOW)
  t.equal(told.standing, 'genuine')
  t.equal(told.visa?.passport_number, 'N1234567')
  t.notOk('crossings' in (told.visa ?? {}), 'what a carrier may see, and no more')
  const days = async (valid_from: string, valid_until: string) =>
    (await standingOf(qrTextOf(makeClaims({ valid_from, valid_until })), knowledge, NOW)).standing
  t.equal(await days('2026-11-22', '2026-12-21'), 'genuine', 'on its first day')
  t.equal(await days('2026-11-23', '2026-12-21'), 'not-yet')
  t.equal(await days('2026-10-24', '2026-11-22'), 'genuine', 'on its last day')
  t.equal(await days('2026-10-24', '2026-11-21'), 'over')
})

t.test('what the authority withdrew is told before anything else', async (t) => {
  const text = qrTextOf(makeClaims({ valid_from: '2026-10-01', valid_until: '2026-10-30' }))
  for (const status of ['revoked', 'suspended'] as const) {
    t.equal((await standingOf(text, await knowingStatus(status), NOW)).standing, status)
  }
  const stale = await knowingStatus('revoked', { timeFloor: NOW + 5 * DAY })
  t.equal((await standingOf(text, stale, NOW + 5 * DAY)).standing, 'revoked', 'though the list is old')
})

t.test('what has no entry left is used up: the airline will not board its holder', async (t) => {
  const told = await standingOf(qrTextOf(), await knowingStatus('exhausted'), NOW)
  t.match(told, { standing: 'used-up', decision: { reason: 'entries/used-up' } })
  t.equal(told.visa?.surname, 'DOE')
})

t.test('a visa number is told to be one, however it is typed, and is not looked up', async (t) => {
  const knowledge = await makeKnowledge(CARRIER)
  for (const typed of ['K7Q2M4XN9TBF', 'K7Q2-M4XN-9TBF', 'k7q2-m4xn-9tbf', 'K7Q2M4XN9TBD'])
    t.match(await standingOf(typed, knowledge, NOW), { standing: 'number', visa: null }, typed)
  for (const other of ['K7Q2M4XN9TB', 'K7Q2M4XN9TB0', '234567892345', 'M1DOE/JANE'])
    t.equal((await standingOf(other, knowledge, NOW)).standing, 'no-evisa', other)
})

t.test('what is not proven is never called genuine, and nothing of it is shown', async (t) => {
  const knowledge = await makeKnowledge(CARRIER)
  const altered = signVisa().split('.')
  const other = signVisa().split('.')
  const forged = [altered[0], altered[1], other[2]].join('.')
  const text = qrTextOf()
  const cases: readonly (readonly [string, string, Knowledge])[] = [
    ['forged', unwrap(qrTextOfJws(forged)), knowledge],
    ['forged', signVisa({ nothing: 'known' }), knowledge],
    ['forged', text, await knowledgeWithVisaKey({ state: 'compromised', compromised_at: NOW - DAY }, [])],
    ['not-known', text, await knowledgeWithVisaKey({ state: 'compromised', compromised_at: NOW - DAY })],
    ['unknown-key', text, { ...knowledge, trust: await makeTrustList({ keys: [] }) }],
    ['not-known', text, { ...knowledge, trust: null }],
    ['damaged', text.slice(0, -20), knowledge],
    ['no-evisa', 'M1DOE/JANE EABC123 DELNQZKC 0104', knowledge],
    ['no-evisa', '', knowledge],
  ]
  for (const [standing, given, known] of cases) {
    const told = await standingOf(given, known, NOW)
    t.equal(told.standing, standing, given.slice(0, 12))
    t.equal(told.visa, null, standing)
  }
})

t.test('what this clock or these data cannot tell is not told', async (t) => {
  const knowledge = await makeKnowledge(CARRIER)
  t.equal((await standingOf(qrTextOf(), knowledge, NOW - DAY)).standing, 'clock')
  t.equal((await standingOf(qrTextOf(), { ...knowledge, statusLists: new Map() }, NOW)).standing, 'not-known')
})

t.test('a landing is meant by the clock of Kazakhstan', async (t) => {
  t.equal(arrivalAt('2026-11-22', '23:50'), '2026-11-22T23:50:00+05:00')
  t.equal(arrivalAt('2026-11-22', '07:30:15'), '2026-11-22T07:30:00+05:00', 'some pickers give seconds')
  for (const [date, time] of [
    ['', '10:00'],
    ['2026-11-31', '10:00'],
    ['2026-11-22', ''],
    ['2026-11-22', '24:00'],
    ['22.11.2026', '10:00'],
  ] as const) {
    t.equal(arrivalAt(date, time), null, `${date} ${time}`)
  }
})

t.test('the places are those of the policy on that day', async (t) => {
  const place = (id: string, kind: 'air' | 'rail', international: boolean) =>
    ({ id, kind, name: `${id} place`, international }) as const
  const [now, later] = [
    { ...policyEdition(), checkpoints: [place('NQZ', 'air', true), place('ALA', 'air', true)] },
    {
      ...policyEdition(),
      effective_from: '2026-12-01',
      checkpoints: [place('ALA', 'air', false), place('dostyk', 'rail', true), place('NQZ', 'air', true)],
    },
  ]
  const document = { ...policyDocument(), editions: [now, later] }
  const trust = await makeTrustList()
  const policy = unwrap(await verifyPolicy(signArtefact(KEYS.policy, 'evisa-policy+jwt', document), trust))
  const ids = (day: string) => {
    const { open, other } = placesOn(policy, day, '2026-11-22')
    return [open.map(({ id }) => id), other.map(({ id }) => id)]
  }
  t.same(ids(''), [['ALA', 'NQZ'], []], 'before a day is given: of today')
  t.same(ids('2026-11-30'), [['ALA', 'NQZ'], []])
  t.same(ids('2026-12-01'), [['NQZ'], ['ALA', 'dostyk']])
  t.same(ids('1999-01-01'), [['ALA', 'NQZ'], []], 'no policy on that day')
})
