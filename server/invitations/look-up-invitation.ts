/**
 * Looking an invitation up by its number. A number that is wrong and one that is another's are answered alike, after the same
 * statements and no sooner than a set time; whoever guesses is stopped, and noted.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { inPlace } from '../../platform/in-place.ts'
import { LOOK_UP_MILLISECONDS } from '../checks/ask-evisa.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { NumberBearer } from '../store/invitation-steps.ts'
import type { Store } from '../store/store.ts'

export type LookUpFault = 'too-many-misses' | 'no-such-invitation'

export interface LookUpContext {
  readonly store: Pick<Store, 'usableInvitation' | 'noteActs'>
  /** Its own: people are not counted with carriers. */
  readonly guard: LookUpGuard
  readonly now: () => EpochSeconds
}

export async function lookUpInvitation(
  bearer: NumberBearer,
  actor: string,
  context: LookUpContext,
): Promise<Result<InvitationContent, LookUpFault>> {
  const giveBack = context.guard.take(actor, context.now())
  if (giveBack === null) return fail('too-many-misses')
  return inPlace(
    giveBack,
    () => look(bearer, actor, context),
    (found) => !found.ok,
  )
}

async function look(
  bearer: NumberBearer,
  actor: string,
  { store, now }: LookUpContext,
): Promise<Result<InvitationContent, LookUpFault>> {
  const from = performance.now()
  const found = await store.usableInvitation(bearer, now())
  await setTimeout(Math.max(0, LOOK_UP_MILLISECONDS - (performance.now() - from)))
  if (found !== null) return ok(found.content)
  // Every miss is noted alike, and none by the number that was typed: it may be somebody's.
  await store.noteActs([{ actor, at: now(), act: 'look-ups-missed', subject: 'invitation', detail: { missed: 1 } }])
  return fail('no-such-invitation')
}
