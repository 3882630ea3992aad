import t from 'tap'
import { Compile } from 'typebox/schema'
import { HostClaim, readHost } from '../../../server/invitations/read-host.ts'

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

t.test('what is blank, too long or breaks a line is no name', async (t) => {
  const claim = Compile(HostClaim)
  t.ok(claim.Check(CLAIM))
  for (const name of ['', ' ', 'a\nb', '\u202eevil', 'x'.repeat(201)]) t.notOk(claim.Check({ ...CLAIM, name }), name)
  t.notOk(claim.Check({ ...CLAIM, kind: 'friend' }))
  t.notOk(claim.Check({ ...CLAIM, more: 1 }))
})
