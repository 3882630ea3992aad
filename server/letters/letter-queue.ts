/** Sends letters to people as they fall due, each handed to a mail server once. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { SmtpSettings } from '../delivery/mail-settings.ts'
import { type MailQueue, startRounds } from '../delivery/queue-rounds.ts'
import { recordOutcome } from '../delivery/record-outcome.ts'
import { LONGEST_RETRY_SECONDS } from '../delivery/retry-times.ts'
import { type SendLimits, sendMail } from '../delivery/send-mail.ts'
import type { SendOutcome } from '../delivery/smtp-outcome.ts'
import { logEvent } from '../log-event.ts'
import { SIGN_IN_SECONDS } from '../store/account-store.ts'
import type { ClaimedLetter, LetterStore } from '../store/letter-store.ts'
import type { LetterKind } from '../store/queue-letter.ts'
import { letterMessage } from './letter-message.ts'

export interface LetterQueueOptions {
  readonly store: Omit<LetterStore, 'letters' | 'undeliveredTo' | 'forgetLetterAddresses'>
  /** Whether this is a demonstration. */
  readonly isSpecimen: () => Promise<boolean>
  /** The address of the portal, which letters lead to; null where there is none. */
  readonly portalUrl: string | null
  readonly smtp: SmtpSettings
  readonly now: () => EpochSeconds
  /** 0 to 1. */
  readonly random: () => number
  readonly log: FastifyBaseLogger
  readonly concurrency?: number
  readonly limits?: SendLimits
  readonly pollMs?: number
}

// Each is longer than an attempt may take, before the hand-over and after it.
const CLAIM_SECONDS = 600
const HAND_OVER_SECONDS = 1200
const ACTOR = 'letters'
// Acts of every room and of every process queue letters; a look for one that is due costs a look into an index.
const POLL_MS = 3000

/** Letters that nobody can use any more after a time. */
const GOOD_FOR_SECONDS: Readonly<Partial<Record<LetterKind, number>>> = {
  'sign-in': SIGN_IN_SECONDS,
  'change-address': SIGN_IN_SECONDS,
  'leave-address': SIGN_IN_SECONDS,
}

/** Starts the queue; the caller closes it before the store. */
export function startLetterQueue(options: LetterQueueOptions): MailQueue {
  const { store, now, log, concurrency = 4, pollMs = POLL_MS } = options
  return startRounds({
    prepare: async () => {
      await store.bringLettersForward(now(), { retrySeconds: LONGEST_RETRY_SECONDS, leaseSeconds: HAND_OVER_SECONDS })
      await store.settleLostLetters({ actor: ACTOR, at: now() })
    },
    claim: () => store.claimLetter(now(), now() + CLAIM_SECONDS),
    attempt: (letter, signal) => send(letter, options, signal),
    nextAt: () => store.nextLetterAt(),
    failed: (error) => logEvent(log, 'letters-not-read', { error: error.name }),
    ...{ now, concurrency, pollMs },
  })
}

/** Never rejects: what could not be recorded is settled when its lease runs out. */
async function send(letter: ClaimedLetter, options: LetterQueueOptions, signal: AbortSignal): Promise<void> {
  const { id, kind, attempts: attempt, createdAt } = letter
  const { store, now, random, log } = options
  try {
    const outcome = await attemptOf(letter, options, signal)
    const code = 'error' in outcome ? outcome.error.code : ''
    logEvent(log, 'letter-attempt', { letter: id, kind, attempt, outcome: outcome.kind, code })
    const act = { actor: ACTOR, at: now() }
    const tried = { attempts: attempt, createdAt, at: act.at, random: random(), isStopping: signal.aborted }
    await recordOutcome(outcome, tried, {
      sent: (isUnconfirmed) => store.letterSent(letter, isUnconfirmed, act),
      postponed: (nextAt, error) => store.letterPostponed(letter, nextAt, error),
      bounced: (error) => store.letterBounced(letter, error, act),
    })
  } catch (error) {
    logEvent(log, 'letter-not-recorded', { letter: id, error: (error as Error).name })
  }
}

async function attemptOf(
  letter: ClaimedLetter,
  { store, isSpecimen, portalUrl, smtp, now, limits }: LetterQueueOptions,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (now() - letter.createdAt >= (GOOD_FOR_SECONDS[letter.kind] ?? Number.POSITIVE_INFINITY)) {
    const text = 'its code ran out before it could be sent'
    return { kind: 'bounced', error: { code: 'letter/ran-out', text } }
  }
  // A clock that was ahead when it was queued must not date the message: spam is dated so.
  const dated = { ...letter, createdAt: Math.min(letter.createdAt, now()) }
  const { from, replyTo } = smtp
  const bytes = await letterMessage({ letter: dated, from, replyTo, portalUrl, isSpecimen: await isSpecimen() })
  const handOver = () => {
    const at = now()
    return store.handOverLetter(letter, at + HAND_OVER_SECONDS, { actor: ACTOR, at })
  }
  return sendMail({ to: letter.address, bytes }, { smtp, handOver, signal, ...(limits && { limits }) })
}
