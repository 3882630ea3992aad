/**
 * Random histories of a case and its payments, against what a bank truly charged: notices lost, late, doubled, in any order and
 * forged; questions and refunds that fail, also after they were done; ends of a process before and after each step; two processes.
 */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { civilDateAt } from '#evisa/civil-date.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { OPEN_PAYMENTS } from '../../../server/lifecycles/payment-states.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { beginPayment } from '../../../server/payments/begin-payment.ts'
import { settleDay } from '../../../server/payments/settle-day.ts'
import { type WatchOptions, workPayments } from '../../../server/payments/watch-payments.ts'
import type { StoredPayment } from '../../../server/store/payment-store.ts'
import type { Runs } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { caseRow, FEE, lettersAbout, type MadeCase, madeCase } from '../store/made-case.ts'
import { isTaken, ModelBank, type Trouble } from './model-bank.ts'

export interface ModelStores {
  readonly runs: Runs
  /** Two processes over the same rows. */
  readonly stores: readonly [Store, Store]
  /** Moves on from history to history: a bank is not asked of yesterday's cases. */
  readonly clock: { now: number }
}

type Act =
  | { readonly do: 'click' | 'click-twice'; readonly killed: number }
  | { readonly do: 'pay'; readonly page: number; readonly how: (typeof PAYS)[number] }
  | { readonly do: 'notice'; readonly page: number; readonly forged: boolean }
  | { readonly do: 'time'; readonly seconds: number; readonly killed: number }
  | { readonly do: 'trouble'; readonly troubles: readonly Trouble[] }
  | { readonly do: 'refund-trouble'; readonly troubles: readonly ('not-done' | 'answer-lost')[] }
  | { readonly do: 'withdraw' }
  | { readonly do: 'dispute' | 'end-dispute'; readonly page: number }
  | { readonly do: 'settle'; readonly killed: number }

const PAYS = ['right', 'right', 'right', 'declined', 'held', 'late', 'wrong-amount', 'wrong-currency', 'twice'] as const
const TROUBLES: readonly Trouble[] = ['not-reached', 'not-understood', 'not-listed', 'another-invoice']

const page = fc.nat(3)
// Most acts of a process are not its last.
const killed = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }) },
)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('click', 'click-twice'), killed }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay'), page, how: fc.constantFrom(...PAYS) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('notice'), page, forged: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('time'),
      seconds: fc.constantFrom(1, 10, 10, 60, 700, 1300, 90_000),
      killed,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('trouble'),
      troubles: fc.array(fc.constantFrom(...TROUBLES), { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('refund-trouble'),
      troubles: fc.array(fc.constantFrom('not-done', 'answer-lost'), { maxLength: 10 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('dispute', 'end-dispute'), page }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle'), killed }) },
) as fc.Arbitrary<Act>

/** Rejects with the shortest history that it finds for which something is not so; `seed` repeats a run. */
export async function checkPaymentHistories(given: ModelStores, count: number, seed: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.array(act, { minLength: 1, maxLength: 24 }),
    fc.boolean(),
    async (acts, tellsAll) => {
      await new History(given, await madeCase(given.runs, { at: given.clock.now }), tellsAll).play(acts)
    },
  )
  await fc.assert(property, { numRuns: count, seed })
}

const LOG = makeLogger('silent', { write: () => undefined })

class History {
  readonly #given: ModelStores
  readonly #made: MadeCase
  readonly #bank: ModelBank
  readonly #options: readonly WatchOptions[]
  /** How many times more it goes on: before and after each call of a store. */
  #life = Infinity
  #wasPaid = false

  constructor(given: ModelStores, made: MadeCase, tellsAll: boolean) {
    this.#given = given
    this.#made = made
    this.#bank = new ModelBank(() => given.clock.now)
    this.#bank.tellsAll = tellsAll
    this.#options = given.stores.map((store) => ({
      store: this.#mortal(store),
      acquirerOf: () => this.#bank,
      dueOf: async () => () => null,
      now: () => given.clock.now,
      log: LOG,
    }))
  }

  async play(acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      await this.#take(act)
      await this.#look()
    }
    await this.#comeToRest()
    await this.#lookAtTheEnd()
  }

  async #take(act: Act): Promise<void> {
    const { clock, runs } = this.#given
    const invoices = [...this.#bank.orders.keys()]
    const invoice = 'page' in act ? invoices[act.page % Math.max(1, invoices.length)] : undefined
    switch (act.do) {
      case 'click':
      case 'click-twice':
        return this.#unlessKilled(act.killed, () => this.#click(act.do === 'click-twice'))
      case 'pay':
        if (invoice !== undefined) this.#payAt(invoice, act.how)
        return
      case 'notice':
        // In memory of the process that heard it, and gone with it.
        await this.#given.stores[0].nudgePayment('98765432', act.forged ? '123456' : (invoice ?? '123456'), clock.now)
        return this.#work()
      case 'time':
        clock.now += act.seconds
        this.#bank.chargeLate()
        return this.#unlessKilled(act.killed, () => this.#work())
      case 'trouble':
        this.#bank.troubles.push(...act.troubles)
        return
      case 'refund-trouble':
        this.#bank.refundTroubles.push(...act.troubles)
        return
      case 'withdraw':
        await runs.act(() =>
          takeEdge(APPLICATION, this.#made.reference, 'withdraw', { actor: 'applicant/a', at: clock.now }),
        )
        return
      case 'dispute':
      case 'end-dispute':
        return this.#dispute(act)
      case 'settle':
        return this.#unlessKilled(act.killed, () => this.#settle())
    }
  }

  async #click(twice: boolean): Promise<void> {
    const { clock } = this.#given
    const click = async (process: 0 | 1) => {
      const { reference, account } = this.#made
      const asked = { reference, account, language: 'en', returnAddress: 'http://portal/' } as const
      const paying = {
        store: this.#mortal(this.#given.stores[process]),
        ...{ acquirer: this.#bank, randomBytes, publicUrl: () => 'http://server' },
      }
      await beginPayment(asked, { actor: `applicant/${account}`, at: clock.now }, paying)
    }
    // A click goes on while the other one is killed: nothing else begins before it came to its end.
    const done = await Promise.allSettled(twice ? [click(0), click(1)] : [click(0)])
    const failed = done.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  #payAt(invoice: string, how: (typeof PAYS)[number]): void {
    const found = this.#bank.orders.get(invoice)
    const isOver = found === undefined || found.later !== null || found.charges.some(({ state }) => state !== 'failed')
    // The bank's page takes no card any more; and who was charged does not pay again at the same page.
    if (isOver || this.#given.clock.now >= found.order.expiresAt) return
    if (how === 'late') found.later = found.order.expiresAt + 40
    else if (how === 'declined' || how === 'held') this.#bank.charge(invoice, how === 'held' ? 'held' : 'failed')
    else if (how === 'wrong-amount') this.#bank.charge(invoice, 'captured', { minor: 100 })
    else if (how === 'wrong-currency') this.#bank.charge(invoice, 'captured', { currency: 'KZT' })
    else this.#bank.charge(invoice, 'captured')
    if (how === 'twice') this.#bank.charge(invoice, 'captured')
  }

  #dispute({ do: what, page }: Act & { readonly do: 'dispute' | 'end-dispute' }): void {
    const wanted = what === 'dispute' ? 'captured' : 'disputed'
    const charges = this.#bank.all().filter(({ state }) => state === wanted)
    const charge = charges[page % Math.max(1, charges.length)]
    if (charge !== undefined)
      this.#bank.move(charge, what === 'dispute' ? 'disputed' : page % 2 === 0 ? 'dispute-won' : 'dispute-lost')
  }

  /** Both processes at once, until nothing is due. */
  async #work(): Promise<void> {
    for (;;) {
      const done = await Promise.allSettled(this.#options.map(workPayments))
      const failed = done.find((one) => one.status === 'rejected')
      if (failed !== undefined) throw failed.reason
      if (done.every((one) => one.status === 'fulfilled' && one.value === 0)) return
    }
  }

  async #settle(): Promise<void> {
    const [options] = this.#options
    const at = this.#given.clock.now
    const settled = await settleDay(
      civilDateAt(at),
      this.#bank,
      { actor: 'payments', at },
      { ...{ dueOf: async () => () => null, now: () => this.#given.clock.now }, store: options?.store as Store },
    )
    if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  }

  /** What must be so at any time. */
  async #look(): Promise<void> {
    const { runs } = this.#given
    const { paidAt } = await caseRow(runs, this.#made.reference)
    const payments = await this.#payments()
    if (paidAt !== null && !this.#bank.all().some((one) => isTaken(one) && isFee(one)))
      throw new Error('paid, and never charged')
    if (this.#wasPaid && paidAt === null) throw new Error('was paid, and is not any more')
    this.#wasPaid = paidAt !== null
    if (payments.filter(({ state }) => OPEN_PAYMENTS.includes(state)).length > 1) throw new Error('two open payments')
    const letters = (await lettersAbout(runs, this.#made.reference)).filter(({ kind }) => kind === 'paid')
    if (letters.length !== (paidAt === null ? 0 : 1)) throw new Error(`${letters.length} letters about being paid`)
  }

  /** The bank can be reached, a day goes by, its file comes, and the desk does what waits for a person. */
  async #comeToRest(): Promise<void> {
    const { clock, stores } = this.#given
    this.#bank.troubles.length = 0
    this.#bank.refundTroubles.length = 0
    for (const charge of this.#bank.all()) if (charge.state === 'disputed') this.#bank.move(charge, 'dispute-lost')
    for (const seconds of [70, 1300, 3600, 90_000]) {
      clock.now += seconds
      this.#bank.chargeLate()
      await this.#work()
    }
    await this.#settle()
    for (let round = 0; round < 2; round += 1) {
      for (const { id, state } of await this.#payments())
        if (state === 'wrong-amount' || state === 'refund-failed')
          await stores[0].oweBack(id, 'looked at', { actor: 'operator/a', at: clock.now })
      for (let next = await stores[0].nextPaymentAt(); next !== null; next = await stores[0].nextPaymentAt()) {
        clock.now = Math.max(clock.now, next)
        await this.#work()
      }
    }
  }

  async #lookAtTheEnd(): Promise<void> {
    await this.#look()
    const { state, paidAt } = await caseRow(this.#given.runs, this.#made.reference)
    const payments = await this.#payments()
    // What a bank took back by itself is not ours to give.
    const kept = this.#bank
      .all()
      .filter((one) => isTaken(one) && one.state !== 'returned' && one.state !== 'dispute-lost')
    const tell = () =>
      JSON.stringify({
        state,
        paidAt,
        payments: payments.map((one) => [one.state, one.invoice, one.secondOf]),
        charges: this.#bank.all(),
      })
    if (paidAt === null && kept.length > 0) throw new Error(`charged, and neither paid nor given back: ${tell()}`)
    if (kept.length > 1) throw new Error(`charged twice, and kept: ${tell()}`)
    if (kept.some((one) => !isFee(one))) throw new Error(`a wrong amount was kept: ${tell()}`)
    if (paidAt !== null && kept.length === 0 && !this.#bank.all().some(({ state }) => state === 'dispute-lost'))
      throw new Error(`the fee of a paid case was given back: ${tell()}`)
    const lost = this.#bank.all().filter((one) => one.state === 'dispute-lost').length
    if (payments.filter((one) => one.state === 'refund-failed').length > lost)
      throw new Error(`told the desk for nothing: ${tell()}`)
    const open = payments.filter((one) => one.nextAskAt !== null || one.refundNextAt !== null)
    if (open.length > 0) throw new Error(`something is due for ever: ${tell()}`)
  }

  async #payments(): Promise<readonly StoredPayment[]> {
    const found = await this.#given.stores[0].paymentsOf(this.#made.reference, this.#made.account)
    return found?.payments ?? []
  }

  async #unlessKilled(after: number, act: () => Promise<void>): Promise<void> {
    this.#life = after === 0 ? Infinity : after
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    } finally {
      this.#life = Infinity
    }
  }

  /** The store of a process that may end before a call, or after what the call did is on the disk. */
  #mortal(store: Store): Store {
    const live = () => {
      this.#life -= 1
      if (this.#life <= 0) throw new Killed()
    }
    return new Proxy(store, {
      get: (of, name: keyof Store) => {
        const call = of[name] as (...args: unknown[]) => Promise<unknown>
        return async (...args: unknown[]) => {
          live()
          const answer = await call.apply(of, args)
          live()
          return answer
        }
      },
    })
  }
}

/** The process is gone: whatever it would have done more is not done. */
class Killed extends Error {
  override name = 'Killed'
}

function isFee({ minor, currency }: { readonly minor: number; readonly currency: string }): boolean {
  return minor === FEE.minor && currency === FEE.currency
}
