import { join } from 'node:path'
import t from 'tap'
import { openNumberStore } from '../../../demonstration/people/number-store.ts'

t.test('a number is kept before it is approved, and over a restart', async (t) => {
  const file = join(t.testdir(), 'demonstration.db')
  const store = openNumberStore(file)
  t.equal(store.of('N1'), null)
  const drawn = { passport: 'N1', number: '1234567890', validFrom: '2026-11-30' }
  store.begin(drawn)
  t.strictSame(store.of('N1'), { ...drawn, invitation: null })
  store.approved('1234567890', 'inv-1')
  store.close()
  const again = openNumberStore(file)
  t.teardown(() => again.close())
  t.strictSame(again.of('N1'), { ...drawn, invitation: 'inv-1' })
  again.begin({ ...drawn, number: '2234567890' })
  t.strictSame(again.of('N1'), { ...drawn, number: '2234567890', invitation: null }, 'one a passport')
  again.drop('1234567890')
  t.not(again.of('N1'), null)
  again.drop('2234567890')
  t.equal(again.of('N1'), null)
})
