import t from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { isSupportNumber } from '#evisa/support-number.ts'
import { decideInvitation, numberEndsAt } from '../../../server/invitations/decide-invitation.ts'
import { keepInReview, SECOND } from '../store/made-invitations.ts'
import { CLERK, edition, madeContext } from './made-context.ts'

const REVIEWER = { ...SECOND, account: null }

t.test('a second officer approves: a number is drawn, good until the visit is over', async (t) => {
  const context = madeContext(t)
  const id = await keepInReview(context.store)
  t.strictSame(await decideInvitation(id, { edge: 'approve' }, CLERK, context), { ok: false, error: 'same-officer' })
  const approved = await decideInvitation(id, { edge: 'approve' }, REVIEWER, context)
  t.match(approved, { ok: true, value: { state: 'approved', expiresAt: startOfDay('2026-12-21') } })
  t.ok(approved.ok && isSupportNumber(approved.value.number ?? ''))
})

t.test('a number is good for the days of the terms, and no longer than the visit', async (t) => {
  const days = edition.times.invitation_unused_days.value
  const at = startOfDay('2026-11-22') + 3600
  t.equal(numberEndsAt({ valid_until: '2028-01-01' }, at, edition), startOfDay('2026-11-22') + (days + 1) * 86_400)
  t.equal(numberEndsAt({ valid_until: '2026-11-22' }, at, edition), startOfDay('2026-11-23'))
})

t.test('without terms nothing is approved, and what is not there is not decided on', async (t) => {
  const context = madeContext(t)
  const id = await keepInReview(context.store)
  const without = { ...context, terms: { inForce: async () => null } }
  t.strictSame(await decideInvitation(id, { edge: 'approve' }, REVIEWER, without), { ok: false, error: 'no-rules-yet' })
  t.match(await decideInvitation(id, { edge: 'refuse', reason: 'no such hotel' }, REVIEWER, without), {
    ok: true,
    value: { state: 'refused', reason: 'no such hotel' },
  })
  t.strictSame(await decideInvitation('nothing', { edge: 'take-up' }, REVIEWER, context), {
    ok: false,
    error: 'not-there',
  })
})
