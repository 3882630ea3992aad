import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { policyWith, proposePolicy, proposeStatus } from '../../../server/policy/propose.ts'
import type { StoredVisa } from '../../../server/store/visa-store.ts'

const number = (byte: number) => makeVisaNumber((count) => new Uint8Array(count).fill(byte))
const [one, two, three] = [number(1), number(2), number(3)]
const known = new Map<string, StoredVisa['status']>([
  [one, 'valid'],
  [two, 'suspended'],
  [three, 'revoked'],
])
const store = {
  statusesOfVisas: async (numbers: readonly string[]) =>
    new Map([...known].filter(([number]) => numbers.includes(number))),
}

t.test('a number twice is one, and what has the status already is left out', async (t) => {
  t.match(await proposeStatus([one, one.toLowerCase(), two, three], 'revoked', store), {
    title: 'Revoke 2 e-visas',
    content: { status: 'revoked', visaNumbers: [one, two] },
  })
  t.match(await proposeStatus([one, two], 'suspended', store), { title: 'Suspend one e-visa' })
  t.match(await proposeStatus([two], 'valid', store), { title: 'Reinstate one e-visa' })
  await t.rejects(proposeStatus([three], 'revoked', store), { code: 'conflict', message: /nothing to do/ })
})

t.test('of many bad ones a hundred are named, and how many there are', async (t) => {
  const bad = Array.from({ length: 250 }, (_, at) => `bad ${at}`)
  await t.rejects(proposeStatus([one, ...bad], 'revoked', store), {
    code: 'breaks-policy',
    message: /^250 of the numbers cannot be set: "bad 0": .*; \.\.\.$/,
    errors: { length: 100 },
  })
})

const policy = { revision: 3, editions: [defaultEdition()] }
const next = { ...defaultEdition(), effective_from: '2026-12-01', exit_by_air_only: true }

t.test('an edition is proposed over the revision that it was compared with', async (t) => {
  const { title, content } = proposePolicy(next, policy, NOW)
  t.equal(title, 'Policy from 2026-12-01')
  t.match(content, {
    kind: 'policy',
    overRevision: 3,
    difference: ['from 2026-12-01 on:', 'exit by air only: no -> yes'],
  })
  if (content.kind !== 'policy') return t.fail('a policy')
  t.same(policyWith(content, policy, NOW), [defaultEdition(), next])
  const changed = { code: 'conflict', message: /Another policy was approved since/ }
  t.throws(() => policyWith(content, { ...policy, revision: 4 }, NOW), changed)
  t.throws(() => policyWith(content, { ...policy, editions: [next] }, NOW), changed, 'a file that was edited since')
})

t.test('what does not fit is not proposed', async (t) => {
  const refused = (written: unknown, message: RegExp, code = 'conflict') =>
    t.throws(() => proposePolicy(written, policy, NOW), { code, message })
  refused({ ...next, exit_by_air_only: false }, /changes nothing of what applies/)
  refused({ ...next, effective_from: '2026-11-21' }, /^effective_from: 2026-11-21 is past: .*\.$/)
  refused({ ...next, offline_entry: 1 }, /^1 things are wrong with the edition: offline_entry: takes/, 'breaks-policy')
  refused({}, /^11 things are wrong/, 'breaks-policy')
  const many = Array.from({ length: 1000 }, (_, at) => ({
    ...{ id: `C${at}`, kind: 'air', international: true, name: 'Ә'.repeat(120) },
  }))
  const full = {
    revision: 3,
    editions: ['01', '02', '03', '04', '05'].map((month) => ({
      ...next,
      effective_from: `2026-${month}-01`,
      checkpoints: [...next.checkpoints, ...many] as never,
    })),
  }
  t.throws(() => proposePolicy(next, full, NOW), { code: 'breaks-policy', message: /longer than scanners take/ })
})
