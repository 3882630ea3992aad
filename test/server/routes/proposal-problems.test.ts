import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { orThrow, problemOfFault } from '../../../server/http/fault-problems.ts'
import { proposePolicy, proposeStatus } from '../../../server/policy/propose.ts'
import { DECIDING, PROPOSING } from '../../../server/routes/proposal-problems.ts'

const one = makeVisaNumber((count) => new Uint8Array(count).fill(1))
const store = { statusesOfVisas: async () => new Map([[one, 'revoked' as const]]) }

t.test('of many bad ones a hundred are named, and how many there are', async (t) => {
  const bad = Array.from({ length: 250 }, (_, at) => `bad ${at}`)
  const proposed = await proposeStatus([one, ...bad], 'revoked', store)
  t.throws(() => orThrow(proposed, PROPOSING), {
    code: 'breaks-policy',
    message: /^250 of the numbers cannot be set: "bad 0": .*; \.\.\.$/,
    errors: { length: 100 },
  })
  const none = await proposeStatus([one], 'revoked', store)
  t.throws(() => orThrow(none, PROPOSING), { code: 'conflict', message: /revoked already: there is nothing to do/ })
})

t.test('of an edition it is told what does not fit', async (t) => {
  const policy = { revision: 3, editions: [defaultEdition()] }
  const next = { ...defaultEdition(), effective_from: '2026-12-01', exit_by_air_only: true }
  const refused = (written: unknown, message: RegExp, code = 'conflict') =>
    t.throws(() => orThrow(proposePolicy(written, policy, NOW), PROPOSING), { code, message })
  refused({ ...next, exit_by_air_only: false }, /changes nothing of what applies/)
  refused({ ...next, effective_from: '2026-11-21' }, /^effective_from: 2026-11-21 is past: .*\.$/)
  refused({ ...next, offline_entry: 1 }, /^1 things are wrong with the edition: offline_entry: takes/, 'breaks-policy')
  refused({}, /^11 things are wrong/, 'breaks-policy')
  t.match(PROPOSING['policy-too-long'], ['breaks-policy', /longer than scanners take/])
  t.match(PROPOSING['policy-changed'], ['conflict', /Another policy was approved since/])
})

t.test('of many that were revoked meanwhile ten are named', async (t) => {
  const told = (count: number) => {
    const numbers = Array.from({ length: count }, (_, at) => `N${at}`)
    return problemOfFault({ kind: 'revoked-since', numbers }, DECIDING)
  }
  t.match(told(1), {
    code: 'conflict',
    message: /^Nothing was done: revoked since, for ever, is N0\. Propose the others/,
  })
  t.match(told(10), { message: /for ever, are N0, .*, N9\. Propose/ })
  t.match(told(11), { message: /, N9 and others\. Propose/ })
})
