/** Invitations as tests make them. */
import { randomUUID } from 'node:crypto'
import { NOW } from '../../../fixtures/made-world.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import type { NewHost } from '../../../server/store/host-store.ts'
import type { InvitationChange, NewInvitation, PaperInvitation } from '../../../server/store/invitation-store.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { keepBeginning, takeEdge } from '../../../server/store/take-edge.ts'
import { passportOf } from '../../../server/store/visa-rows.ts'

export const INVITED: InvitationContent = {
  surname: 'PERERA',
  given_names: 'NIMAL',
  birth_date: '1990-05-04',
  nationality: 'LKA',
  passport: { number: 'N1234567', issuer: 'LKA' },
  purpose: 'tourism',
  category: 'B12',
  entries: 1,
  valid_from: '2026-12-01',
  valid_until: '2026-12-20',
  stay_days: 20,
  email: 'nimal@example.org',
  language: 'en',
}
/** Ten digits, the last one as it should be. */
export const NUMBER = '4719302853'

/** Keeps an invitation on paper that was approved; gives its id. */
export async function keepApproved({ act }: Runs, number = NUMBER, content = INVITED): Promise<string> {
  const id = randomUUID()
  const by = { actor: 'operator/a', at: NOW }
  await act(function* () {
    yield* rows(
      `INSERT INTO invitations (id, state, origin, number, passport, content, valid_until, revision, created_by, created_at, changed_at)
       VALUES (?, 'review', 'paper', ?, ?, ?, ?, 1, ?, ?, ?)`,
      ...[id, number, passportOf(content), JSON.stringify(content), content.valid_until, by.actor, NOW, NOW],
    )
    yield* keepBeginning(INVITATION, id, 'review', by)
    yield* takeEdge(INVITATION, id, 'approve', SECOND)
  })
  return id
}

let made = 0

/** One to be kept: with each call of another traveller, unless the content says which. */
export function newInvitation(host: string | null, content: Partial<InvitationContent> = {}): NewInvitation {
  made += 1
  const number = `N${String(made).padStart(7, '0')}`
  const whole = { ...INVITED, passport: { ...INVITED.passport, number }, ...content }
  return { id: randomUUID(), host, content: whole, contentHash: JSON.stringify(whole), list: null }
}

/** A host from the counter, confirmed by a second officer; gives its id. */
export async function keepHost(store: Pick<Store, 'claimHost' | 'decideHost'>, host: Partial<NewHost> = {}) {
  const kept = await store.claimHost({ ...NEW_HOST, id: randomUUID(), ...host }, OFFICER)
  if (!kept.ok) throw new Error(kept.error)
  const decided = await store.decideHost(kept.value.id, { state: 'confirmed' }, SECOND)
  if (!decided.ok) throw new Error(JSON.stringify(decided.error))
  return decided.value.id
}

export const NEW_HOST = {
  account: null,
  kind: 'legal-entity',
  number: '941240000193',
  name: 'Steppe Tours LLP',
  place: 'Almaty',
} as const satisfies Omit<NewHost, 'id'>

export const OFFICER = { actor: 'operator/a', at: NOW }
export const SECOND = { actor: 'operator/b', at: NOW + 60 }

/** Takes in what was given on paper, and has a second officer approve it. */
export async function keepPaper(store: Store, ...papers: readonly PaperInvitation[]): Promise<void> {
  await store.takeInPaper(papers, OFFICER)
  for (const { id } of papers) {
    const approved = await store.changeInvitation(id, null, approval(), SECOND)
    if (!approved.ok) throw new Error(JSON.stringify(approved.error))
  }
}

/** In review since an officer typed it; gives its id. */
export async function keepInReview(store: Store, content: Partial<InvitationContent> = {}): Promise<string> {
  const [kept] = await store.keepInvitations([newInvitation(await hostOf(store), content)], 'review', OFFICER)
  return kept?.id ?? ''
}

const hosts = new WeakMap<object, Promise<string>>()

/** One host for all that a test keeps in a store. */
export function hostOf(store: Store): Promise<string> {
  const host = hosts.get(store) ?? keepHost(store)
  hosts.set(store, host)
  return host
}

/** An approval with this number. */
export const approval = (number = NUMBER, expiresAt = NOW + 90 * 86_400): InvitationChange => ({
  edge: 'approve',
  drawNumber: () => number,
  expiresAt,
})
