import t from 'tap'
import type { Crossing } from '#evisa/entry-account.ts'
import { examine, REPEATED_WITHIN_SECONDS, readPassport } from '#evisa/examination.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { NO_LINES, type Situation } from '#evisa/situation.ts'
import { makeMrvMrz, makeTd1Mrz, makeTd2Mrz, makeTd3Mrz } from '../../fixtures/make-mrz.ts'
import { makeClaims, makeKnowledge, NOW } from '../made.ts'

const ENTRY: Situation = { audience: 'entry', checkpoint: 'NQZ', booth: 'booth-1' }
const claims = makeClaims()

const event = (change: Partial<Crossing>): Crossing => ({
  id: '0193510e-0000-7000-8000-000000000001',
  visa_number: claims.jti,
  action: 'entry',
  checkpoint: 'NQZ',
  device: 'booth-1',
  at: NOW - 60,
  standing: 'counts',
  ...change,
})
const withEvents = async (events: Crossing[]): Promise<Knowledge> =>
  makeKnowledge({ ledger: { asOf: NOW, crossingsOf: async () => events } })

t.test('a carrier asks for the day of arrival in Kazakhstan, the border for today', async (t) => {
  const knowledge = await makeKnowledge()
  const arrival = '2026-11-24T21:00:00+01:00'
  t.equal(
    (await examine(claims, { audience: 'carrier', checkpoint: 'NQZ', arrival }, knowledge, NOW)).askedFor,
    '2026-11-25',
  )
  t.equal((await examine(claims, ENTRY, knowledge, NOW)).askedFor, '2026-11-22')
})

t.test('a carrier situation that was never parsed is a bug, and throws', async (t) => {
  const situation: Situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: 'tomorrow' }
  await t.rejects(examine(claims, situation, await makeKnowledge(), NOW), RangeError)
})

t.test('a passport is read, misread, or not read', async (t) => {
  const knowledge = await makeKnowledge()
  const read = async (mrz: string) => (await examine(claims, { ...ENTRY, mrz }, knowledge, NOW)).passport
  t.equal(await read('  '), 'not-read')
  t.equal(await read('P<LKAPERERA'), 'misread')
  const good = 'P<LKAPERERA<<NIMALI<SANDUNI<<<<<<<<<<<<<<<<<\nN1234567<7LKA9003048F3108228<<<<<<<<<<<<<<<0'
  t.match(await read(good), { number: 'N1234567', surname: 'PERERA' })
})

t.test('what is no passport, and what its lines do not prove, is told apart from a misreading', async (t) => {
  const fields = {
    issuer: 'LKA',
    surname: 'PERERA',
    givenNames: '',
    number: 'N1',
    nationality: 'LKA',
    sex: 'F',
  } as const
  const made = { ...fields, birthDate: '1990-03-04', expires: '2031-08-22' }
  const unproven = 'P<LKAPERERA<<NIMALI<SANDUNI<<<<<<<<<<<<<<<<<\nN1234567<<LKA9003048F3108228<<<<<<<<<<<<<<<1'
  for (const [found, mrz] of [
    ['by-eye', NO_LINES],
    ['by-eye', ` ${NO_LINES.toUpperCase()} `],
    ['by-eye', makeTd2Mrz(made)],
    ['by-eye', unproven],
    ['misread', unproven.replace('N1234567', 'N1234568')],
    ['misread', makeTd2Mrz(made).replace('900304', '900305')],
    ['no-passport', makeTd1Mrz(made)],
    ['no-passport', makeMrvMrz(made, 44)],
    ['no-passport', makeMrvMrz(made, 36)],
    ['no-passport', makeTd3Mrz(made).replace('P<', 'I<')],
  ] as const) {
    t.equal(readPassport(mrz), found, mrz)
  }
})

t.test('an admission at the same booth is a repetition for ten minutes', async (t) => {
  const repeated = async (change: Partial<Crossing>) =>
    (await examine(claims, ENTRY, await withEvents([event(change)]), NOW)).repeated !== null
  t.ok(await repeated({ at: NOW - REPEATED_WITHIN_SECONDS }))
  t.notOk(await repeated({ at: NOW - REPEATED_WITHIN_SECONDS - 1 }))
  t.notOk(await repeated({ device: 'booth-2' }))
  t.notOk(await repeated({ action: 'exit' }))
  t.notOk(await repeated({ at: NOW + 5 }), 'a record from the future is no repetition')
})

t.test('what is not known is unknown, not valid', async (t) => {
  const knowledge = await makeKnowledge({ statusLists: new Map(), policy: null })
  const { status, checkpoint } = await examine(claims, ENTRY, knowledge, NOW)
  t.equal(status, null)
  t.equal(checkpoint, undefined)
})
