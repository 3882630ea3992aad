import t from 'tap'
import { FAULT_NAMES, isFault } from '../../acquirer/faults.ts'

t.test('a fault is one of the menu, and nothing else is', async (t) => {
  for (const name of FAULT_NAMES) t.ok(isFault(name))
  for (const name of ['', 'toString', 'None', null, undefined, 5]) t.notOk(isFault(name))
})
