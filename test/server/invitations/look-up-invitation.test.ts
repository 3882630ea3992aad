import { performance } from 'node:perf_hooks'
import t from 'tap'
import { LOOK_UP_MILLISECONDS } from '../../../server/checks/ask-evisa.ts'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { lookUpInvitation } from '../../../server/invitations/look-up-invitation.ts'
import { approval, keepInReview, NUMBER, SECOND } from '../store/made-invitations.ts'
import { invited, madeContext } from './made-context.ts'

const BEARER = { number: NUMBER, passport: 'LKA:N1234567', nationality: 'LKA' }
const NONE = { ok: false, error: 'no-such-invitation' }

t.test('the bearer is shown what the invitation says; all others the same nothing, no sooner, and noted', async (t) => {
  const context = { ...madeContext(t), guard: lookUpGuard() }
  const id = await keepInReview(context.store, invited())
  await context.store.changeInvitation(id, null, approval(), SECOND)
  const look = (change: Partial<typeof BEARER>) => lookUpInvitation({ ...BEARER, ...change }, 'applicant/a', context)
  t.strictSame(await look({}), { ok: true, value: invited() })
  const before = (await context.store.auditEnd())?.position ?? 0
  for (const change of [
    { number: '5000000003' },
    { number: 'x' },
    { passport: 'LKA:N7654321' },
    { nationality: 'IND' },
  ]) {
    const from = performance.now()
    t.strictSame(await look(change), NONE)
    t.ok(performance.now() - from > LOOK_UP_MILLISECONDS - 2)
  }
  t.match(await context.store.auditAfter(before, 9), Array(4).fill({ act: 'look-ups-missed', subject: 'invitation' }))
})

t.test('whoever guesses is stopped, and whoever is right is not counted', async (t) => {
  const guard = lookUpGuard()
  const context = { ...madeContext(t), guard }
  for (let miss = 0; miss < MAX_MISSES - 1; miss++) guard.take('applicant/a', context.clock.now)
  t.strictSame(await lookUpInvitation(BEARER, 'applicant/a', context), NONE)
  t.strictSame(await lookUpInvitation(BEARER, 'applicant/a', context), { ok: false, error: 'too-many-misses' })
  t.strictSame(await lookUpInvitation(BEARER, 'applicant/b', context), NONE)
})
