import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
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
    ok: true,
    value: { title: 'Revoke 2 e-visas', content: { status: 'revoked', visaNumbers: [one, two] } },
  })
  t.match(await proposeStatus([one, two], 'suspended', store), { value: { title: 'Suspend one e-visa' } })
  t.match(await proposeStatus([two], 'valid', store), { value: { title: 'Reinstate one e-visa' } })
  t.strictSame(await proposeStatus([three], 'revoked', store), fail({ kind: 'so-already', status: 'revoked' }))
})

t.test('every bad one is found', async (t) => {
  const bad = Array.from({ length: 250 }, (_, at) => `bad ${at}`)
  t.match(await proposeStatus([one, ...bad], 'revoked', store), {
    error: { kind: 'bad-numbers', faults: bad.map((_, at) => ({ field: `visa_numbers[${at + 1}]` })) },
  })
})

const policy = { revision: 3, editions: [defaultEdition()] }
const next = { ...defaultEdition(), effective_from: '2026-12-01', exit_by_air_only: true }

t.test('an edition is proposed over the revision that it was compared with', async (t) => {
  const proposed = proposePolicy(next, policy, NOW)
  if (!proposed.ok) return t.fail('proposed')
  const { title, content } = proposed.value
  t.equal(title, 'Policy from 2026-12-01')
  t.match(content, {
    kind: 'policy',
    overRevision: 3,
    difference: ['from 2026-12-01 on:', 'exit by air only: no -> yes'],
  })
  if (content.kind !== 'policy') return t.fail('a policy')
  t.same(policyWith(content, policy, NOW), ok([defaultEdition(), next]))
  const changed = fail('policy-changed')
  t.strictSame(policyWith(content, { ...policy, revision: 4 }, NOW), changed)
  t.strictSame(policyWith(content, { ...policy, editions: [next] }, NOW), changed, 'a file that was edited since')
})

t.test('what does not fit is not proposed', async (t) => {
  const refused = (written: unknown, error: unknown) =>
    t.match(proposePolicy(written, policy, NOW), { ok: false, error })
  refused({ ...next, exit_by_air_only: false }, 'changes-nothing')
  refused({ ...next, effective_from: '2026-11-21' }, { kind: 'cannot-join', why: /^2026-11-21 is past: / })
  const wrong = { field: 'offline_entry', rule: 'edition', message: /^takes/ }
  refused({ ...next, offline_entry: 1 }, { kind: 'bad-edition', faults: [wrong] })
  refused({}, { kind: 'bad-edition', faults: { length: 11 } })
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
  t.strictSame(proposePolicy(next, full, NOW), fail('policy-too-long'))
})
