import t from 'tap'
import type { Caller } from '../../../server/access/caller.ts'
import { takesSignature } from '../../../server/routes/takes-signature.ts'

t.test('a person signs always, a token nothing in a demonstration alone', async (t) => {
  const takes = (role: Caller['role'], must: boolean) =>
    takesSignature({ role } as Caller, { mustSign: async () => must })
  t.strictSame(
    [
      await takes('person', false),
      await takes('person', true),
      await takes('operator', false),
      await takes('operator', true),
    ],
    [true, true, false, true],
  )
})
