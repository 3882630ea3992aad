import t from 'tap'
import { guessGuard, MAX_GUESSES } from '../../../server/accounts/guess-guard.ts'

t.test('stops whoever guesses for some minutes, and nobody else', async (t) => {
  const guard = guessGuard()
  for (let count = 0; count < MAX_GUESSES; count++) t.ok(guard.take('eve', 0))
  t.equal(guard.take('eve', 599), null)
  t.ok(guard.take('anna', 599))
  t.ok(guard.take('eve', 600))
})
