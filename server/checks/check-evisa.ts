/** Checking an e-visa as the authority: the decision that a scanner makes alone, with what only the authority knows. */
import { closeNumbers } from '#evisa/close-number.ts'
import { amend, decide, decideNotFound } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { compareStatedBirth } from '#evisa/mrz-dates.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import { outcomeOf } from '#evisa/reasons.ts'
import type { Situation } from '#evisa/situation.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import type { Store } from '../store/store.ts'
import type { StatusPlace, StoredVisa } from '../store/visa-store.ts'

/** A decision, and where the status of the e-visa stands that it is about; null where none was proven or found. */
export interface CheckedEvisa {
  readonly decision: Decision
  readonly place: StatusPlace | null
}

export interface CheckContext {
  readonly store: Pick<Store, 'findVisa'>
  readonly knowledge: Knowledge
  readonly now: number
}

export interface AskedNumber {
  /** In its canonical spelling. */
  readonly number: string
  readonly passportNumber: string
  readonly birthDate: string
}

/** Decides about the text of a code. */
export async function checkByCode(text: string, situation: Situation, context: CheckContext): Promise<CheckedEvisa> {
  const { store, now } = context
  // It is told only to who presents the very code: by its number nobody learns what became of an e-visa.
  const isReplaced = async (number: string) => {
    const issued = await store.findVisa(number)
    return issued !== null && issued.replacedBy !== null && isCodeOf(text, issued)
  }
  const decision = await decide(text, situation, { ...context.knowledge, isReplaced }, now)
  if (decision.visa === null) return { decision, place: null }
  // Whoever stole a key can sign what nobody issued, also under a number that was; here it is known what was issued.
  const issued = await store.findVisa(decision.visa.visa_number)
  const place = issued === null ? null : placeOf(issued.claims)
  const wasIssued = issued !== null && isCodeOf(text, issued)
  if (wasIssued || decision.outcome === 'refuse') return { decision, place }
  const outcome = outcomeOf('key/compromised', situation.audience) ?? 'refer'
  return { decision: { ...amend(decision, { reason: 'key/compromised', outcome }), visa: null }, place: null }
}

/**
 * Decides about an e-visa by its number. Null for the border where there is none for this passport and birth date; a
 * carrier gets one and the same answer for that and for a revoked one, so that nobody learns which numbers exist. Who
 * knows less of the birth date than the e-visa does is referred, and a carrier is shown nothing of it: it may be a guess.
 */
export async function checkByNumber(
  { number, passportNumber, birthDate }: AskedNumber,
  situation: Situation,
  { store, knowledge, now }: CheckContext,
): Promise<CheckedEvisa | null> {
  const visa = await store.findVisa(number)
  const born = visa === null ? 'different' : compareStatedBirth(visa.claims.holder.birth_date, birthDate)
  const isBorn = visa !== null && born !== 'different'
  const isTheirs = isBorn && visa.claims.passport.number === passportNumber
  if (situation.audience === 'carrier') {
    // A list may have lost zeros of a number that somebody looks up in good faith: it is compared, and told.
    const isClose = isBorn && closeNumbers(passportNumber, visa.claims.passport.number) !== null
    if (!(isTheirs || isClose) || visa.status === 'revoked')
      return { decision: decideNotFound(situation, knowledge, now), place: isTheirs ? placeOf(visa.claims) : null }
    const asked = { ...situation.stated_passport, number: passportNumber, birth_date: birthDate }
    const decision = await decide(visa.qrText, { ...situation, stated_passport: asked }, knowledge, now)
    return { decision: born === 'open' ? { ...decision, visa: null } : decision, place: placeOf(visa.claims) }
  }
  if (!isTheirs) return null
  const decision = await decide(visa.qrText, situation, knowledge, now)
  const isOpen = born === 'open' && decision.findings.some(({ reason }) => reason === 'passport/not-read')
  return { decision: isOpen ? amend(decision, NOT_ALL_KNOWN) : decision, place: placeOf(visa.claims) }
}

const NOT_ALL_KNOWN = { reason: 'passport/birth-date', outcome: 'refer' } as const

function placeOf({ status: { status_list } }: VisaClaims): StatusPlace {
  return { list: Number(status_list.uri.slice(STATUS_LIST_URN.length)), place: status_list.idx }
}

function isCodeOf(text: string, { qrText, jws }: Pick<StoredVisa, 'qrText' | 'jws'>): boolean {
  return text === qrText || payloadOfText(text) === payloadOf(jws)
}

function payloadOf(jws: string): string | undefined {
  return jws.split('.')[1]
}

function payloadOfText(text: string): string | null | undefined {
  const read = jwsOfText(text)
  return read.ok ? payloadOf(read.value) : null
}
