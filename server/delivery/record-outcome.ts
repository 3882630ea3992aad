/** Recording what became of an attempt to send something: sent, put off, or given up. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { DeliveryError } from '../store/delivery-store.ts'
import { nextAttemptAt } from './retry-times.ts'
import type { SendOutcome } from './smtp-outcome.ts'

/** What is recorded of a thing that is held by its claim. */
export interface Recorder {
  sent(isUnconfirmed: boolean): Promise<unknown>
  postponed(nextAt: EpochSeconds, error: DeliveryError): Promise<unknown>
  bounced(error: DeliveryError): Promise<unknown>
}

export interface AttemptedAt {
  readonly attempts: number
  readonly createdAt: EpochSeconds
  readonly at: EpochSeconds
  /** 0 to 1. */
  readonly random: number
  /** Whether this server is stopping: that is no refusal, and the next start tries again at once. */
  readonly isStopping: boolean
}

export async function recordOutcome(outcome: SendOutcome, tried: AttemptedAt, recorder: Recorder): Promise<void> {
  switch (outcome.kind) {
    case 'lost':
      return
    case 'sent':
    case 'unconfirmed':
      await recorder.sent(outcome.kind === 'unconfirmed')
      return
    case 'bounced':
      await recorder.bounced(outcome.error)
      return
    case 'postponed':
      await putOff(outcome.error, tried, recorder)
  }
}

async function putOff(error: DeliveryError, tried: AttemptedAt, { postponed, bounced }: Recorder): Promise<void> {
  const { at, attempts, isStopping, random } = tried
  const nextAt = isStopping ? at : nextAttemptAt(tried, at, random)
  if (nextAt !== null) return void (await postponed(nextAt, error))
  await bounced({ ...error, text: `given up after ${attempts} attempts; the last: ${error.text}` })
}
