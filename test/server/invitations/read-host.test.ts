import t from 'tap'
import { type HostClaim, readHost } from '../../../server/invitations/read-host.ts'

const CLAIM = { kind: 'legal-entity', number: '9412 4000 0193', name: ' Steppe Tours LLP ', place: 'Almaty' } as const
const TODAY = '2026-11-22'

t.test('a host is kept under the number as it is compared', async (t) => {
  t.strictSame(readHost(CLAIM, TODAY), {
    ok: true,
    value: { kind: 'legal-entity', number: '941240000193', name: 'Steppe Tours LLP', place: 'Almaty' },
  })
})

t.test('a number that is none, or of another kind, says so', async (t) => {
  const rules = (change: Partial<HostClaim>) => {
    const read = readHost({ ...CLAIM, ...change }, TODAY)
    return read.ok ? [] : read.error.map(({ field, rule }) => [field, rule])
  }
  t.strictSame(rules({ number: '941240000194' }), [['number', 'check-digit']])
  t.strictSame(rules({ kind: 'individual' }), [['number', 'number-of-kind']])
  t.strictSame(rules({ number: '061211600012' }), [['number', 'number-of-kind']])
  t.strictSame(rules({ kind: 'individual', number: '061211600012' }), [])
  t.strictSame(rules({ kind: 'tour-operator', number: '061211600012' }), [], 'a person may be one')
})
