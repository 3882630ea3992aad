/** Sends what is queued: wakes when something is due, a few at a time, and stops without leaving anything in doubt. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { logEvent } from '../log-event.ts'
import { withdrawnError } from '../store/delivery-rows.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { mailMessage } from './mail-message.ts'
import type { SmtpSettings } from './mail-settings.ts'
import { type MailQueue, startRounds } from './queue-rounds.ts'
import { recordOutcome } from './record-outcome.ts'
import { LONGEST_RETRY_SECONDS } from './retry-times.ts'
import { type SendLimits, sendMail } from './send-mail.ts'
import type { SendOutcome } from './smtp-outcome.ts'

/** Draws the PDF of an e-visa. */
export interface VisaPrinter {
  pdf(visa: StoredVisa): Promise<Uint8Array>
  isSpecimen(): Promise<boolean>
}

export interface QueueOptions {
  readonly store: Pick<
    Store,
    | 'findVisa'
    | 'claimDelivery'
    | 'handOverDelivery'
    | 'deliverySent'
    | 'deliveryPostponed'
    | 'deliveryBounced'
    | 'bringDeliveriesForward'
    | 'settleLostDeliveries'
    | 'nextDeliveryAt'
  >
  readonly documents: VisaPrinter
  readonly smtp: SmtpSettings
  readonly now: () => EpochSeconds
  /** 0 to 1. */
  readonly random: () => number
  readonly log: FastifyBaseLogger
  readonly concurrency?: number
  readonly limits?: SendLimits
  /** How long it waits at most before it looks again, since other processes queue too. */
  readonly pollMs?: number
}

// Each is longer than an attempt may take, before the hand-over and after it.
const CLAIM_SECONDS = 600
const HAND_OVER_SECONDS = 1200
const ACTOR = 'mail'

/** Starts the queue; the caller closes it before the store. */
export function startDeliveryQueue(options: QueueOptions): MailQueue {
  const { store, now, log, concurrency = 4, pollMs = 60_000 } = options
  return startRounds({
    prepare: async () => {
      const longest = { retrySeconds: LONGEST_RETRY_SECONDS, leaseSeconds: HAND_OVER_SECONDS }
      await store.bringDeliveriesForward(now(), longest)
      await store.settleLostDeliveries({ actor: ACTOR, at: now() })
    },
    claim: () => store.claimDelivery(now(), now() + CLAIM_SECONDS),
    attempt: (delivery, signal) => deliver(delivery, options, signal),
    nextAt: () => store.nextDeliveryAt(),
    failed: (error) => logEvent(log, 'deliveries-not-read', { error: error.name }),
    ...{ now, concurrency, pollMs },
  })
}

/** Never rejects: what could not be recorded is settled when its lease runs out. */
async function deliver(delivery: StoredDelivery, options: QueueOptions, signal: AbortSignal): Promise<void> {
  const { id, attempts } = delivery
  try {
    const outcome = await attempt(delivery, options, signal)
    const code = 'error' in outcome ? outcome.error.code : ''
    logEvent(options.log, 'delivery-attempt', { delivery: id, attempt: attempts, outcome: outcome.kind, code })
    await record(delivery, outcome, options, signal)
  } catch (error) {
    logEvent(options.log, 'delivery-not-recorded', { delivery: id, error: (error as Error).name })
  }
}

async function attempt(
  delivery: StoredDelivery,
  { store, documents, smtp, now, log, limits }: QueueOptions,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const visa = await store.findVisa(delivery.visaNumber)
  if (visa === null || visa.status !== 'valid')
    return { kind: 'bounced', error: withdrawnError(visa?.status ?? 'revoked', visa?.replacedBy) }
  let bytes: Uint8Array
  try {
    // A clock that was ahead when it was queued must not date the message: spam is dated so.
    const dated = { ...delivery, createdAt: Math.min(delivery.createdAt, now()) }
    const isSpecimen = await documents.isSpecimen()
    const { from, replyTo } = smtp
    bytes = await mailMessage({ delivery: dated, visa, pdf: await documents.pdf(visa), isSpecimen, from, replyTo })
  } catch (error) {
    logEvent(log, 'document-not-made', { delivery: delivery.id, error: (error as Error).name })
    return { kind: 'postponed', error: { code: 'document/failed', text: 'the PDF could not be made' } }
  }
  const handOver = () => {
    const at = now()
    return store.handOverDelivery(delivery, at + HAND_OVER_SECONDS, { actor: ACTOR, at })
  }
  return sendMail({ to: delivery.address, bytes }, { smtp, handOver, signal, ...(limits && { limits }) })
}

function record(
  delivery: StoredDelivery,
  outcome: SendOutcome,
  { store, now, random }: QueueOptions,
  { aborted: isStopping }: AbortSignal,
): Promise<void> {
  const { attempts, createdAt } = delivery
  const at = now()
  const act = { actor: ACTOR, at }
  const tried = { attempts, createdAt, at, random: random(), isStopping }
  return recordOutcome(outcome, tried, {
    sent: (isUnconfirmed) => store.deliverySent(delivery, isUnconfirmed, act),
    postponed: (nextAt, error) => store.deliveryPostponed(delivery, nextAt, error, act),
    bounced: (error) => store.deliveryBounced(delivery, error, act),
  })
}
