/** A server and a test acquirer that reach each other, a traveller with a submitted case, and the clock of all. */
import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import type { InvoiceOfTerminal } from '../../../server/payments/acquirer.ts'
import { dueOfCase } from '../../../server/payments/due-of-case.ts'
import { testAcquirer } from '../../../server/payments/test-acquirer.ts'
import { type WatchOptions, workPayments } from '../../../server/payments/watch-payments.ts'
import { approvedTerms } from '../../../server/terms/approved-terms.ts'
import { CLIENT, type MadeAcquirer, madeAcquirer, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { type Answer, type BuildOptions, type Built, build, PORTAL_URL } from '../build-app.ts'
import { type Person, people } from '../people.ts'
import { type MadeCase, madeCaseOf } from '../store/made-case.ts'
import { sqliteRuns } from '../store/runs-of.ts'

export const RETURN_ADDRESS = `${PORTAL_URL}/back`
const ANSWER_MS = 300

export interface PaymentScene extends Built {
  readonly bank: MadeAcquirer
  readonly runs: ReturnType<typeof sqliteRuns>
  readonly person: Person
  readonly options: WatchOptions
  /** What notices there were, in the order in which they came. */
  readonly nudges: InvoiceOfTerminal[]
  newCase(of?: Person): Promise<MadeCase>
  begin(made: MadeCase, by?: Person): Promise<Answer>
  told(made: MadeCase, by?: Person): Promise<Answer>
  /** Lets time go by in steps of ten seconds: the bank does what is due, and so does the watch. */
  pass(seconds: number): Promise<void>
  /** Waits until so many notices came. */
  heard(count: number): Promise<void>
}

/** `open` gives a server that listens. */
export async function paymentScene(
  t: Test,
  open: (options: BuildOptions) => Promise<Built> = (options) => listening(t, options),
): Promise<PaymentScene> {
  const clock = { now: 0 }
  const bank = await madeAcquirer(t, clock)
  const acquirer = testAcquirer({ url: bank.url, ...CLIENT, terminals: TERMINALS, answerMs: ANSWER_MS })
  const nudges: InvoiceOfTerminal[] = []
  const paymentWatch = { wake: () => undefined, nudge: (of: InvoiceOfTerminal) => void nudges.push(of) }
  const built = await open({ acquirer, paymentWatch })
  t.teardown(() => acquirer.close())
  const runs = sqliteRuns(t, built.dir)
  const person = await (await people(built)).applicant('nimali@example.com')
  const now = () => built.clock.now
  clock.now = now()
  const options: WatchOptions = {
    ...{ store: built.store, now, log: built.app.log },
    acquirerOf: (name) => (name === acquirer.name ? acquirer : undefined),
    dueOf: dueOfCase({ store: built.store, terms: approvedTerms(built.store, [defaultTerms()], now) }),
  }
  const pay = (made: MadeCase) => `/v1/applications/${made.reference}/payments`
  return {
    ...{ ...built, bank, runs, person, options, nudges },
    newCase: (of = person) => madeCaseOf(runs, of.account),
    begin: (made, by = person) => by.call('POST', pay(made), { return_address: RETURN_ADDRESS }),
    told: (made, by = person) => by.call('GET', pay(made)),
    pass: async (seconds) => {
      for (let passed = 0; passed < seconds; passed += 10) {
        built.clock.now += 10
        clock.now = built.clock.now
        await bank.work()
        while ((await workPayments(options)) > 0);
      }
    },
    heard: async (count) => {
      while (nudges.length < count) await setTimeout(5)
    },
  }
}

async function listening(t: Test, options: BuildOptions): Promise<Built> {
  let address = ''
  const built = await build(t, { ...options, publicUrl: () => address })
  address = await built.app.listen({ host: '127.0.0.1', port: 0 })
  return built
}
