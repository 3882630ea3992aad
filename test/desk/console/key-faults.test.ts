import t from 'tap'
import { KEY_BUTTON, keyFaults } from '../../../desk/console/key-faults.ts'

t.test('a fault of a key leads to the button that asks it, and no fault to nothing', async (t) => {
  t.same(keyFaults('No answer.'), [{ field: KEY_BUTTON, text: 'No answer.' }])
  t.same(keyFaults(''), [])
})
