import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { judgesNow } from '../../../server/invitations/invitation-context.ts'
import { madeContext } from './made-context.ts'

t.test('an invitation is judged by what applies today, and by nothing where nothing does yet', async (t) => {
  const context = madeContext(t)
  t.match(await judgesNow(context, NOW, 'individual'), {
    ok: true,
    value: { today: '2026-11-22', hostKind: 'individual' },
  })
  const none = { ok: false, error: 'no-rules-yet' }
  t.strictSame(await judgesNow({ ...context, terms: { inForce: async () => null } }, NOW, null), none)
  t.strictSame(await judgesNow({ ...context, publisher: { policyInForce: async () => null } }, NOW, null), none)
})
