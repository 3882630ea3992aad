import t from 'tap'
import { claimHost } from '../../../server/invitations/claim-host.ts'
import { NEW_HOST } from '../store/made-invitations.ts'
import { CLERK, madeContext } from './made-context.ts'

const { account: _, ...CLAIM } = NEW_HOST

t.test('a host from the counter waits for a second officer, under a reference that can be typed', async (t) => {
  const { store, ...more } = madeContext(t)
  const claimed = await claimHost({ ...CLAIM, number: ' 941240-000193' }, CLERK, { store, ...more })
  t.match(claimed, { ok: true, value: { number: '941240000193', state: 'claimed', id: /^[2-9A-Z]{12}$/ } })
})

t.test('a number that is none claims nothing', async (t) => {
  const context = madeContext(t)
  t.match(await claimHost({ ...CLAIM, number: '941240000194' }, CLERK, context), {
    ok: false,
    error: { kind: 'host-fields', faults: [{ field: 'number', rule: 'check-digit' }] },
  })
  t.strictSame(await context.store.hosts({ limit: 9 }), [])
})
