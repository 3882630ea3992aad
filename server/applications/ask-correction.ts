/** A correction asked for after the e-visa was issued: while it is valid and unused, and for what really is to be other. */
import { uuidv7 } from 'uuidv7'
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import type { OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { WrongState } from '../store/submission-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { type ApplicationContext, findCase } from './application-context.ts'
import type { Faulty } from './judge-case.ts'
import { type Field, PAGES } from './pages.ts'
import type { TypedAnswers } from './read-pages.ts'
import { trimTyped } from './typed-text.ts'

/** The fields of an e-visa that can be other: how the traveller and the passport are written. */
export const CORRECTED_FIELDS = [
  'surname',
  'given_names',
  'sex',
  'birth_date',
  'nationality',
  'number',
  'issuer',
  'expires',
] as const

/** What is to be other, by the parts of an e-visa, as officers are shown it. */
export interface AskedChange {
  readonly holder: Partial<VisaClaims['holder']>
  readonly passport: Partial<VisaClaims['passport']>
}

/** Why nothing can be corrected any more. */
export interface NotCorrectable {
  readonly kind: 'not-correctable'
  readonly why: Uncorrectable
  readonly message: string
}
export type CorrectionAskFault = 'not-there' | WrongState | NotCorrectable | Faulty

export async function askCorrection(
  owned: OwnedReference,
  { asked, reason }: { readonly asked: TypedAnswers; readonly reason: string },
  act: Act,
  context: Pick<ApplicationContext, 'store'>,
): Promise<Result<null, CorrectionAskFault>> {
  const found = await findCase(owned, context)
  if (!found.ok) return found
  const { visaNumber, state } = found.value.application
  const visa = visaNumber === null ? null : await context.store.findVisa(visaNumber)
  if (visa === null) return fail({ kind: 'wrong-state', state })
  const why = whyNot(visa, act.at)
  if (why !== null) return fail({ kind: 'not-correctable', why, message: WHY_NOT[why] })
  const change = readChange(asked, visa)
  if (!change.ok) return change
  return context.store.askCorrection(owned, { id: uuidv7(), asked: change.value, reason }, act)
}

/** Why an e-visa is not corrected any more. */
export const UNCORRECTABLE = ['revoked', 'suspended', 'used', 'over'] as const
export type Uncorrectable = (typeof UNCORRECTABLE)[number]

const WHY_NOT: Readonly<Record<Uncorrectable, string>> = {
  revoked: 'The e-visa was revoked: apply for another one.',
  suspended: 'The e-visa is suspended: write to the visa desk.',
  used: 'The e-visa was used to enter already: it stays as it is.',
  over: 'The e-visa has run out: apply for another one.',
}

/** Why an e-visa is not corrected; null where it may be. */
export function whyNot({ status, entriesUsed, claims }: StoredVisa, now: EpochSeconds): Uncorrectable | null {
  if (status !== 'valid') return status
  if (entriesUsed > 0) return 'used'
  return claims.valid_until < civilDateAt(now) ? 'over' : null
}

/** Reads what is asked for as the pages are read, and leaves out what is so already. */
export function readChange(asked: TypedAnswers, { claims }: Pick<StoredVisa, 'claims'>): Result<AskedChange, Faulty> {
  const faults: FieldFault[] = []
  const change: Record<'holder' | 'passport', Record<string, unknown>> = { holder: {}, passport: {} }
  for (const name of CORRECTED_FIELDS) {
    if (asked[name] === undefined) continue
    const typed = trimTyped(String(asked[name]))
    const part = name in claims.passport ? 'passport' : 'holder'
    const field: Field<unknown> = PAGES.passport[name]
    const read = typed === '' && !field.required ? ok(field.absent) : field.read(typed)
    if (!read.ok) faults.push({ field: `asked.${name}`, ...read.error })
    else if (read.value !== { ...claims.holder, ...claims.passport }[name]) change[part][name] = read.value
  }
  const isEmpty = Object.keys({ ...change.holder, ...change.passport }).length === 0
  if (faults.length === 0 && isEmpty)
    faults.push({ field: 'asked', rule: 'required', message: 'says nothing that is not on the e-visa already' })
  return faults.length > 0 ? fail({ kind: 'faulty', faults }) : ok(change as AskedChange)
}
