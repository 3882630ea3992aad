/** Asking about one e-visa: by its code, or by its number; that invites guessing, and is noted, bounded, and never fast. */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Decision } from '#evisa/decision.ts'
import type { CheckedDocument } from '#evisa/receipt-of-check.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Situation } from '#evisa/situation.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { inPlace } from '../../platform/in-place.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { Store } from '../store/store.ts'
import { type AskedNumber, checkByCode, checkByNumber } from './check-evisa.ts'
import type { LookUpGuard } from './look-up-guard.ts'

/** A decision, and what it is about, for its receipt. */
export interface Answer {
  readonly decision: Decision
  readonly document: CheckedDocument
}

export interface AskContext {
  readonly store: Pick<Store, 'findVisa' | 'noteActs'>
  readonly publisher: Pick<Publisher, 'knowledge'>
  readonly guard: LookUpGuard
  readonly now: () => EpochSeconds
}

export async function askByCode(text: string, situation: Situation, context: AskContext): Promise<Answer> {
  const { decision } = await checkByCode(text, situation, await knowing(context))
  return { decision, document: documentOf(decision, { visaNumber: null, passportNumber: null, text }) }
}

/** Looking takes no less than this, whatever is found, so that the time tells nothing about which numbers exist. */
export const LOOK_UP_MILLISECONDS = 25

export interface TypedNumber extends Omit<AskedNumber, 'number'> {
  /** As somebody typed it. */
  readonly number: string
}

/** Who asks by number. */
export interface NumberAsker {
  readonly actor: string
  /** Whose guesses are counted together. */
  readonly owner: string
  /** A carrier may guess so much and no more; the border may see all. */
  readonly isCarrier: boolean
}

export type NumberFault = 'too-many-misses' | { readonly kind: 'no-number'; readonly why: string } | 'no-such-visa'

export async function askByNumber(
  asked: TypedNumber,
  situation: Situation,
  { actor, owner, isCarrier }: NumberAsker,
  context: AskContext,
): Promise<Result<Answer, NumberFault>> {
  const look = () => lookUp(asked, situation, actor, context)
  if (!isCarrier) return look()
  const giveBack = context.guard.take(owner, context.now())
  return giveBack === null ? fail('too-many-misses') : inPlace(giveBack, look, isMiss)
}

function isMiss(found: Result<Answer, NumberFault>): boolean {
  return found.ok ? found.value.decision.visa === null : found.error === 'no-such-visa'
}

async function lookUp(
  asked: TypedNumber,
  situation: Situation,
  actor: string,
  context: AskContext,
): Promise<Result<Answer, NumberFault>> {
  const { store, now } = context
  const number = parseVisaNumber(asked.number)
  if (!number.ok) return fail({ kind: 'no-number', why: number.error })
  await store.noteActs([{ actor, at: now(), act: 'look-up', subject: number.value, detail: {} }])
  // Not before it is noted: how long the disk takes must not hide in the time that hides the rest.
  const from = performance.now()
  try {
    const checked = await checkByNumber({ ...asked, number: number.value }, situation, await knowing(context))
    // The border may see all: it is told to look at what was typed, instead of turning somebody away for a slip.
    if (checked === null) return fail('no-such-visa')
    const typed = { visaNumber: number.value, passportNumber: asked.passportNumber, text: null }
    return ok({ decision: checked.decision, document: documentOf(checked.decision, typed) })
  } finally {
    await setTimeout(Math.max(0, LOOK_UP_MILLISECONDS - (performance.now() - from)))
  }
}

async function knowing({ store, publisher, now }: AskContext) {
  return { store, knowledge: await publisher.knowledge(), now: now() }
}

/** The e-visa that was shown, or else what was sent. */
function documentOf({ visa }: Decision, sent: CheckedDocument): CheckedDocument {
  return visa === null ? sent : { visaNumber: visa.visa_number, passportNumber: visa.passport_number, text: null }
}
