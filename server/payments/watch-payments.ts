/** Asks banks about what is due and gives back what is owed. Any number of processes does it: each claims what it works at. */
import type { FastifyBaseLogger } from 'fastify'
import { logEvent } from '../log-event.ts'
import type { StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { InvoiceOfTerminal } from './acquirer.ts'
import { type Asking, askAbout } from './ask-acquirer.ts'
import { payBack } from './pay-back.ts'

export interface PaymentWatch {
  /** Looks at once whether something is due, as when a payment was begun. */
  wake(): void
  /** Has a bank asked soon, since somebody says that something happened there. Answers nothing, whatever was named. */
  nudge(of: InvoiceOfTerminal): void
  /** Takes nothing more, and ends what is under way. */
  close(): Promise<void>
}

export interface WatchOptions extends Asking {
  readonly store: Asking['store'] &
    Pick<
      Store,
      | 'claimAsks'
      | 'claimRefunds'
      | 'nextPaymentAt'
      | 'nudgePayment'
      | 'refundDone'
      | 'refundPostponed'
      | 'refundFailed'
    >
  readonly log: FastifyBaseLogger
  /** How long it waits at most before it looks again: other processes begin payments, too. */
  readonly pollMs?: number
}

// It is longer than a bank may take to answer.
const LEASE_SECONDS = 60
const AT_ONCE = 16
const POLL_MS = 3000
// What is said by anybody is kept in memory only, and not without end.
const MOST_NUDGES = 1000

/** Starts the watch; the caller closes it before the store. */
export function watchPayments(options: WatchOptions): PaymentWatch {
  const { store, now, log, pollMs = POLL_MS } = options
  const nudges: InvoiceOfTerminal[] = []
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | null = null
  let again = false
  let closed = false

  const wake = () => {
    again = true
    if (!closed) round ??= rounds()
  }
  const rounds = async () => {
    while (again && !closed) {
      again = false
      clearTimeout(timer)
      const waitMs = await workDue().catch((error: Error) => {
        logEvent(log, 'payments-not-read', { error: error.name })
        return pollMs
      })
      if (!closed) timer = setTimeout(wake, waitMs)
    }
    round = null
  }
  const workDue = async (): Promise<number> => {
    for (const { terminal, invoice } of nudges.splice(0)) await store.nudgePayment(terminal, invoice, now())
    if ((await workPayments(options)) > 0) return 0
    const nextAt = await store.nextPaymentAt()
    return nextAt === null ? pollMs : Math.min(pollMs, Math.max(0.2, nextAt - now()) * 1000)
  }
  wake()
  return {
    wake,
    nudge: (of) => {
      if (nudges.length < MOST_NUDGES) nudges.push({ terminal: of.terminal, invoice: of.invoice })
      wake()
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await round
    },
  }
}

/** Works at what is due now, some of it at once; gives how many payments that were. */
export async function workPayments(options: WatchOptions): Promise<number> {
  const { store, now } = options
  // To read is cheaper than to claim, which is an act, and mostly nothing is due.
  const nextAt = await store.nextPaymentAt()
  if (nextAt === null || nextAt > now()) return 0
  const asks = await store.claimAsks(now(), now() + LEASE_SECONDS, AT_ONCE)
  const refunds = await store.claimRefunds(now(), now() + LEASE_SECONDS, AT_ONCE)
  await Promise.all([...asks.map((one) => ask(one, options)), ...refunds.map((one) => giveBack(one, options))])
  return asks.length + refunds.length
}

/** Never rejects: what could not be recorded is asked again when its lease runs out. */
async function ask(payment: StoredPayment, options: WatchOptions): Promise<void> {
  try {
    const learned = await askAbout(payment, options)
    const state = learned.ok ? (learned.value?.payment.state ?? '') : ''
    const code = learned.ok ? '' : `${learned.error.kind} ${learned.error.code}`
    if (!learned.ok || state !== payment.state)
      logEvent(options.log, 'payment-asked', { payment: payment.id, state, code })
  } catch (error) {
    logEvent(options.log, 'payment-not-recorded', { payment: payment.id, error: (error as Error).name })
  }
}

async function giveBack(payment: StoredPayment, options: WatchOptions): Promise<void> {
  try {
    const { outcome, code } = await payBack(payment, options)
    logEvent(options.log, 'payment-given-back', { payment: payment.id, outcome, code })
  } catch (error) {
    logEvent(options.log, 'payment-not-recorded', { payment: payment.id, error: (error as Error).name })
  }
}
