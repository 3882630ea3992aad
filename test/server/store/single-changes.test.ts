import t from 'tap'
import { hourBefore, isSingleChange, MassAction, orMassAction } from '../../../server/store/single-changes.ts'

t.test('one person changes something where the status becomes another, outside of a proposal', async (t) => {
  const change = { status: 'suspended', reason: 'a test' } as const
  t.equal(isSingleChange('valid', change), true)
  t.equal(isSingleChange('suspended', change), false)
  t.equal(isSingleChange('revoked', change), false)
  t.equal(isSingleChange(undefined, change), false)
  t.equal(isSingleChange('valid', { ...change, proposal: 'p' }), false)
  t.same(hourBefore(10_000), [6400, 10_120])
})

t.test('what is one too many is told, and any other failure stays one', async (t) => {
  t.equal(await orMassAction(() => 1), 1)
  t.equal(await orMassAction(() => Promise.reject(new MassAction('one too many'))), 'mass-action')
  await t.rejects(
    orMassAction(() => Promise.reject(new Error('away'))),
    { message: 'away' },
  )
})
