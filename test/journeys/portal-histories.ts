/**
 * Random histories of the portal: invitations, applications, payments, decisions and e-visas of two travellers together, two acts at
 * a time by two processes that end at any statement, a bank that loses, doubles and delays, time that goes by. After each step and at
 * the end the model says what must be true.
 */
import fc from 'fast-check'
import { rows } from '../../server/store/steps.ts'
import { TravellerActs } from './portal-acts.ts'
import { ALWAYS, AT_REST, assertHolds } from './portal-model.ts'
import { AuthorityActs, type DecisionName } from './portal-officers.ts'
import { Killed, type Processes, Turns, type Which } from './portal-processes.ts'
import { readPortal } from './portal-rows.ts'
import { type Act, DAY, HOUR, type Step, step } from './portal-steps.ts'
import { INVITED, keepAuthority, newWorld, type PortalWorld, SLOTS, type TwoPeople } from './portal-world.ts'

// A bank is asked some fifty times a payment.
const MOST_ROUNDS = 1000
// What is decided first, and how it is answered, at some of the chances; the straight way at all others.
const FIRST: readonly DecisionName[] = ['ask', 'refuse']
const ANSWERS = ['contact', 'background'] as const

const two: fc.Arbitrary<TwoPeople> = fc.record({ refusal: fc.boolean(), flagged: fc.boolean(), clean: fc.boolean() })

/** How far histories came, so that a test can tell that they came anywhere. */
export type Reached = Map<string, number>

/** Rejects with the shortest history that it finds for which something is not so; `seed` repeats a run. Gives what edges were taken. */
export async function checkPortalHistories(
  processes: Processes,
  count: number,
  seed: number,
  options: Pick<fc.Parameters, 'endOnFailure' | 'interruptAfterTimeLimit' | 'path'> = {},
): Promise<Reached> {
  const authority = await keepAuthority(processes)
  const reached: Reached = new Map()
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 12, maxLength: 48, size: 'max' }),
    two,
    fc.boolean(),
    async (steps, twoPeople, tellsAll) => {
      const world = await newWorld(processes, authority, twoPeople, tellsAll)
      await new History(world, reached).play(steps)
    },
  )
  await fc.assert(property, { numRuns: count, seed, ...options })
  return reached
}

class History {
  readonly #world: PortalWorld
  readonly #travellers: readonly [TravellerActs, TravellerActs]
  readonly #authority: readonly [AuthorityActs, AuthorityActs]
  readonly #reached: Reached

  constructor(world: PortalWorld, reached: Reached) {
    this.#world = world
    this.#travellers = [new TravellerActs(world, 0), new TravellerActs(world, 1)]
    this.#authority = [new AuthorityActs(world, 0), new AuthorityActs(world, 1)]
    this.#reached = reached
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const one of steps) {
      await this.#take(one)
      await this.#look()
    }
    await this.#comeToRest()
    const found = await this.#look()
    assertHolds(AT_REST, found, this.#world)
    const erased = found.applications.filter(({ erasedAt }) => erasedAt !== null).map(() => 'application erase')
    for (const name of [...found.edges.map(({ kind, edge }) => `${kind} ${edge}`), ...erased])
      this.#reached.set(name, (this.#reached.get(name) ?? 0) + 1)
  }

  async #look() {
    const found = await readPortal(this.#world.processes.runs)
    assertHolds(ALWAYS, found, this.#world)
    return found
  }

  async #take({ acts: [one, other], which, order, killed }: Step): Promise<void> {
    const { both, isAtOnce } = this.#world.processes
    const turns = other === null || isAtOnce ? null : new Turns(order)
    const second: Which = which === 0 ? 1 : 0
    const play = async (act: Act, by: Which, life: number) => {
      both[by].turns = turns
      both[by].life = life === 0 ? Number.POSITIVE_INFINITY : life
      try {
        await this.#do(act, by)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
      } finally {
        turns?.leave(by)
        both[by].turns = null
        both[by].life = Number.POSITIVE_INFINITY
      }
    }
    const played = [play(one, which, killed[0]), ...(other === null ? [] : [play(other, second, killed[1])])]
    if (other === null) turns?.leave(second)
    // Both are over before anything is looked at, also where one of them failed.
    for (const done of await Promise.allSettled(played)) if (done.status === 'rejected') throw done.reason
  }

  async #do(act: Act, by: Which): Promise<void> {
    const [traveller, authority] = [this.#travellers[by], this.#authority[by]]
    const { clock, bank } = this.#world
    switch (act.do) {
      case 'advance':
        return this.#advance(act.slot, act.any, by)
      case 'begin':
      case 'reopen':
      case 'withdraw':
      case 'erase':
        return traveller[act.do](act.slot)
      case 'ask-correction':
        return traveller.askCorrection(act.slot)
      case 'go-to-bank':
        return traveller.goToBank(act.slot)
      case 'submit':
        return traveller.submit(act.slot, act.any, act.isStale)
      case 'write':
        return traveller.write(act.slot, act.isFlagged, act.isStale)
      case 'copy':
        return traveller.addCopy(act.slot, act.state)
      case 'answer':
        return traveller.answer(act.slot, act.kind)
      case 'pay':
        await traveller.goToBank(act.slot)
        return traveller.payAtBank(act.slot, act.how)
      case 'claim':
        return authority.claim(act.slot, act.officer)
      case 'give-back':
        return authority.giveBack(act.slot, act.officer)
      case 'look':
        return void (await authority.look(act.slot))
      case 'decide':
        return authority.decide(act.slot, act.decision, act.officer, act.isFresh)
      case 'correct':
        return authority.correct(act.slot, act.correct)
      case 'revoke':
        return authority.revoke(act.slot)
      case 'invite':
        return authority.invite(act.at)
      case 'call-off':
        return authority.callOff(act.at)
      case 'change':
        return authority.change(act.at, act.change, act.officer)
      case 'work':
      case 'issue':
      case 'tend':
      case 'settle':
        return authority[act.do]()
      case 'work-payments':
        return authority.workPayments()
      case 'time':
        clock.now += act.seconds
        return bank.chargeLate()
      case 'key':
        this.#world.hasKey = !this.#world.hasKey
        return
      case 'policy':
        this.#world.isStrict = !this.#world.isStrict
        return
      case 'trouble':
        bank.troubles.push(...act.troubles)
        return
      case 'refund-trouble':
        bank.refundTroubles.push(...act.troubles)
        return
      case 'dispute':
      case 'end-dispute':
        return this.#dispute(act.do, act.any)
    }
  }

  /** What comes next of a case, or of its invitation, on the straight way to an e-visa. */
  async #advance(slot: number, any: number, by: Which): Promise<void> {
    const [traveller, authority] = [this.#travellers[by], this.#authority[by]]
    const found = await traveller.find(slot)
    if (found === null) return traveller.begin(slot)
    const { state } = found.application
    if (state === 'draft') {
      const passport = SLOTS[slot]?.passport
      const own = INVITED.flatMap((of, at) => (of === passport ? [at] : []))
      for (let times = any % 4; times < 4; times += 1) await authority.invite(own[any % own.length] ?? 0)
      return traveller.submit(slot, any)
    }
    if (state === 'submitted') {
      await traveller.goToBank(slot)
      await traveller.payAtBank(slot, 'right')
      this.#world.clock.now += 10
      return authority.workPayments()
    }
    if (state === 'paid' || state === 'review')
      return authority.decide(slot, FIRST[any] ?? 'no-objection', 'asel', true)
    if (state === 'second-review') return authority.decide(slot, any === 0 ? 'send-back' : 'agree', 'bolat', true)
    if (state === 'information-asked') return traveller.answer(slot, ANSWERS[any] ?? 'words')
    if (state === 'no-objection') return authority.issue()
    if (state === 'issued' || state === 'corrected') return traveller.askCorrection(slot)
    if (state === 'correction-asked') return authority.correct(slot, true)
    if (any > 3) await traveller.begin(slot)
  }

  #dispute(what: 'dispute' | 'end-dispute', any: number): void {
    const { bank } = this.#world
    const charges = bank.all().filter(({ state }) => state === (what === 'dispute' ? 'captured' : 'disputed'))
    const charge = charges[any % Math.max(1, charges.length)]
    if (charge !== undefined)
      bank.move(charge, what === 'dispute' ? 'disputed' : any % 2 === 0 ? 'dispute-won' : 'dispute-lost')
  }

  /** The bank can be reached and the keys sign; days go by, the bank's file comes, and the desk does what waits for a person. */
  async #comeToRest(): Promise<void> {
    const { bank, clock } = this.#world
    const [first, second] = this.#authority
    bank.troubles.length = 0
    bank.refundTroubles.length = 0
    this.#world.hasKey = true
    this.#world.isStrict = false
    for (const charge of bank.all()) if (charge.state === 'disputed') bank.move(charge, 'dispute-lost')
    for (const seconds of [70, 1300, HOUR, DAY + HOUR]) {
      clock.now += seconds
      bank.chargeLate()
      await first.work()
      await second.work()
    }
    await first.settle()
    await this.#oweBack()
    await this.#untilNothingIsDue()
    await this.#oweBack()
    await this.#untilNothingIsDue()
  }

  async #oweBack(): Promise<void> {
    const { clock, processes } = this.#world
    const [{ store }] = processes.both
    const waiting = await processes.runs.read(() =>
      rows<{ id: string }>(`SELECT id FROM payments WHERE state IN ('wrong-amount', 'refund-failed')`),
    )
    for (const { id } of waiting) await store.oweBack(id, 'looked at', { actor: 'operator/dana', at: clock.now })
  }

  async #untilNothingIsDue(): Promise<void> {
    const { clock, processes } = this.#world
    const [{ store }] = processes.both
    const [, authority] = this.#authority
    const next = async () => [await store.nextPaymentAt(), await store.nextIssueAt()].filter((at) => at !== null)
    let rounds = 0
    for (let due = await next(); due.length > 0; due = await next()) {
      rounds += 1
      if (rounds > MOST_ROUNDS) throw new Error('it comes to no rest')
      clock.now = Math.max(clock.now, ...due.map((at) => at))
      await authority.work()
    }
  }
}
