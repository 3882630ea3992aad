import t from 'tap'
import { epochFault } from '#evisa/epoch.ts'

const epoch = (number: number, letter = 'a') => ({ number, id: letter.repeat(32) })

t.test('an epoch goes on, and neither back nor aside', async (t) => {
  t.equal(epochFault(undefined, undefined), null)
  t.equal(epochFault(undefined, epoch(1)), null, 'from the first wire to the second')
  t.equal(epochFault(epoch(1), epoch(1)), null)
  t.equal(epochFault(epoch(1), epoch(2, 'b')), null)
  t.equal(epochFault(epoch(2), epoch(1)), 'artefact/rollback')
  t.equal(epochFault(epoch(1), undefined), 'artefact/rollback', 'back to the first wire')
  t.equal(epochFault(epoch(1), epoch(1, 'b')), 'artefact/conflict')
})
