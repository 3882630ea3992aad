/** What hosts, officers and workers do in a history of the portal. */
import { addDays } from '#evisa/civil-date.ts'
import { tendApplications } from '../../server/applications/tend-applications.ts'
import { claimCase, giveBackCase } from '../../server/cases/claim-case.ts'
import { decideCorrection } from '../../server/cases/correct-case.ts'
import { decideCase } from '../../server/cases/decide-case.ts'
import { claimDueCase, issueCase } from '../../server/cases/issue-cases.ts'
import type { Decided } from '../../server/cases/judge-decision.ts'
import { askInvitation, submitInvitation } from '../../server/invitations/ask-invitation.ts'
import { type AskedChange, decideInvitation } from '../../server/invitations/decide-invitation.ts'
import { tendInvitations } from '../../server/invitations/tend-invitations.ts'
import { setStatus } from '../../server/issuing/set-status.ts'
import type { InvitationState } from '../../server/lifecycles/invitation-states.ts'
import { settleDay } from '../../server/payments/settle-day.ts'
import { workPayments } from '../../server/payments/watch-payments.ts'
import type { CaseEdge } from '../../server/store/case-store.ts'
import { INVITATION } from '../server/made-application.ts'
import type { Which } from './portal-processes.ts'
import { INVITED, type Officer, type PortalWorld } from './portal-world.ts'

export const DECISIONS = ['no-objection', 'refuse', 'ask', 'agree', 'send-back'] as const
export type DecisionName = (typeof DECISIONS)[number]

export const UNSIGNED = { signature: null, mustSign: false } as const
const DECIDED: Readonly<Record<DecisionName, Decided>> = {
  'no-objection': { decision: 'no-objection', reason: '' },
  refuse: { decision: 'refuse', rule: 'purpose', reason: 'not what it is for' },
  ask: { decision: 'ask', template: null, text: 'what for?' },
  agree: { decision: 'agree', reason: '' },
  'send-back': { decision: 'send-back', reason: 'look again' },
}

export class AuthorityActs {
  readonly #world: PortalWorld
  readonly #which: Which

  constructor(world: PortalWorld, which: Which) {
    this.#world = world
    this.#which = which
  }

  /** Asks for an invitation of a passport, or does with it what comes next. */
  async invite(at: number): Promise<void> {
    const id = this.#world.invitations[at]?.at(-1)
    const found = id === undefined ? null : await this.#context.store.invitation(id, null)
    if (id === undefined || found === null || OVER.includes(found.state)) return this.#askFor(at)
    if (found.state === 'draft') await submitInvitation(id, this.#ofHost, this.#context)
    else if (found.state === 'submitted') await this.change(at, { edge: 'take-up' }, 'asel')
    else if (found.state === 'review') await this.change(at, { edge: 'approve' }, 'bolat')
    else if (found.state === 'information-asked') await this.#answerHost(id)
  }

  async change(at: number, change: AskedChange, officer: Officer): Promise<void> {
    const id = this.#world.invitations[at]?.at(-1)
    if (id === undefined) return
    const by = { ...this.#act(officer), account: null }
    await decideInvitation(id, change, by, this.#context)
  }

  async callOff(at: number): Promise<void> {
    const id = this.#world.invitations[at]?.at(-1)
    if (id !== undefined) await decideInvitation(id, { edge: 'call-off' }, this.#ofHost, this.#context)
  }

  async claim(slot: number, officer: Officer): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference !== null) await claimCase(reference, { officer, ...this.#act(officer) }, this.#context.store)
  }

  async giveBack(slot: number, officer: Officer): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference !== null) await giveBackCase(reference, { officer, ...this.#act(officer) }, this.#context.store)
  }

  /** Looks at the case and remembers what was seen. */
  async look(slot: number): Promise<readonly CaseEdge[]> {
    const reference = this.#world.reference(slot)
    const found = reference === null ? null : await this.#context.store.showCase(reference, this.#act('dana'))
    if (reference !== null && found !== null) this.#world.seen.set(reference, found.revision)
    return found?.timeline ?? []
  }

  /** Decides what was seen last, by whoever has the case; `isFresh`: claims it and looks first. */
  async decide(slot: number, name: DecisionName, officer: Officer, isFresh: boolean): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference === null) return
    if (isFresh) {
      await this.claim(slot, officer)
      await this.look(slot)
    }
    const seen = this.#world.seen.get(reference) ?? 0
    await decideCase(reference, seen, DECIDED[name], UNSIGNED, { officer, ...this.#act(officer) }, this.#context)
  }

  async correct(slot: number, correct: boolean): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference === null) return
    const asked = correct ? ({ correct } as const) : ({ correct, reason: 'as the passport has it' } as const)
    try {
      await decideCorrection(reference, asked, UNSIGNED, { officer: 'dana', ...this.#act('dana') }, this.#context)
    } catch (error) {
      // As the route tells it: no key may sign now.
      if (!(error instanceof Error && error.name === 'NoSigningKey')) throw error
    }
  }

  async revoke(slot: number): Promise<void> {
    const { store } = this.#context
    const reference = this.#world.reference(slot)
    const number =
      reference === null ? null : ((await store.showCase(reference, this.#act('dana')))?.visaNumber ?? null)
    if (number !== null) await setStatus(number, { status: 'revoked', reason: 'stolen' }, this.#act('dana'), store)
  }

  /** One round of the workers of payments and of the outbox. */
  async work(): Promise<void> {
    await this.workPayments()
    await this.issue()
  }

  async workPayments(): Promise<void> {
    while ((await workPayments(this.#context)) > 0);
  }

  async issue(): Promise<void> {
    for (let due = await claimDueCase(this.#context); due !== null; due = await claimDueCase(this.#context))
      await issueCase(due, this.#context)
  }

  async tend(): Promise<void> {
    await tendInvitations(this.#context)
    await tendApplications(this.#context, this.#world.clock.now)
  }

  async settle(): Promise<void> {
    const { bank, today } = this.#world
    const settled = await settleDay(today, bank, this.#act('dana'), this.#context)
    if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  }

  async #askFor(at: number): Promise<void> {
    const { today, passports, invitations, host } = this.#world
    const passport = { number: passports[INVITED[at] ?? 0] ?? '', issuer: INVITATION.passport.issuer }
    const content = { ...INVITATION, passport, valid_from: today, valid_until: addDays(today, 29 - at), stay_days: 20 }
    const asked = await askInvitation(host, content, this.#ofHost, this.#context)
    if (asked.ok) invitations[at]?.push(asked.value.id)
  }

  async #answerHost(id: string): Promise<void> {
    await decideInvitation(id, { edge: 'answer', text: 'to see the steppe' }, this.#ofHost, this.#context)
  }

  get #ofHost() {
    const { hostAccount, clock } = this.#world
    return { actor: `host/${hostAccount}`, account: hostAccount, at: clock.now }
  }

  #act(officer: Officer) {
    return { actor: `operator/${officer}`, at: this.#world.clock.now }
  }

  get #context() {
    return this.#world.context(this.#which)
  }
}

const OVER: readonly InvitationState[] = ['used', 'refused', 'cancelled', 'expired']
