/** A typo found after the e-visa was issued: another one takes its place, or it stays and the traveller is told why. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, type Result } from '#evisa/result.ts'
import { Holder, Passport } from '#evisa/visa-claims.ts'
import { type IssueServices, issueContext } from '../issuing/issue-context.ts'
import type { VisaApplication } from '../issuing/read-application.ts'
import { replaceVisa } from '../issuing/replace-visa.ts'
import type { CorrectionFault, CorrectionStore, OpenCorrection } from '../store/correction-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import type { OfficerAct } from './claim-case.ts'

const closed = { additionalProperties: false } as const

/** What a correction may change: how the traveller and the passport are written, and nothing of the invitation. */
export const CorrectionChange = Type.Object(
  {
    holder: Type.Optional(Type.Partial(Holder, closed)),
    passport: Type.Optional(Type.Partial(Passport, closed)),
  },
  { ...closed, description: 'Only what is to be other' },
)
export type CorrectionChange = Type.Static<typeof CorrectionChange>

const correctionChange = Compile(CorrectionChange)

export type CorrectionAsked =
  | { readonly correct: true; readonly change?: CorrectionChange }
  | { readonly correct: false; readonly reason: string }

export type CorrectFault =
  | CorrectionFault
  | 'no-policy-yet'
  /** What the traveller asked for does not say which fields: the officer has to. */
  | 'change-not-told'
  | { readonly kind: 'not-corrected'; readonly faults: readonly FieldFault[] }

export interface Correcting extends IssueServices {
  readonly store: IssueServices['store'] & CorrectionStore
  readonly mail?: { wake(): void }
}

/** Rejects where no key may sign. Decided twice alike it is done once: the new e-visa bears the id of the correction. */
export async function decideCorrection(
  reference: string,
  asked: CorrectionAsked,
  { officer, ...act }: OfficerAct,
  services: Correcting,
): Promise<Result<null, CorrectFault>> {
  const { store, mail } = services
  const found = await store.openCorrection(reference)
  if (!found.ok) return found
  const { id } = found.value
  if (!asked.correct) {
    const { reason } = asked
    const letter = { kind: 'correction-refused', content: { reference, reason } } as const
    return store.decideCorrection(reference, id, officer, { visaNumber: null, reason, letter }, act)
  }
  const became = await correctOnce(reference, found.value, asked.change, act.actor, services)
  if (!became.ok) return became
  mail?.wake()
  return store.decideCorrection(reference, id, officer, { visaNumber: became.value, reason: '' }, act)
}

/** The number of the e-visa that stands in the place of the one with the mistake. */
async function correctOnce(
  reference: string,
  { id, asked, visaNumber, became, address, language }: OpenCorrection,
  given: CorrectionChange | undefined,
  actor: string,
  services: Correcting,
): Promise<Result<string, CorrectFault>> {
  // A process that ended between the two steps left the first one done.
  if (became !== null) return { ok: true, value: became }
  const change = given ?? (correctionChange.Check(asked) ? asked : null)
  if (change === null) return fail('change-not-told')
  const visa = await services.store.findVisa(visaNumber)
  if (visa === null) return fail('none-asked')
  const context = await issueContext(services, actor)
  if (!context.ok) return context
  const application: VisaApplication = {
    ...corrected(visa, change),
    application_reference: id,
    ...(address !== '' && { email: address, language }),
  }
  const correction = {
    number: visaNumber,
    reason: `correction asked for in ${reference}`,
    application,
    isByHand: false,
  }
  const replaced = await replaceVisa(correction, context.value)
  if (!replaced.ok) return fail({ kind: 'not-corrected', faults: replaced.error })
  return { ok: true, value: replaced.value.claims.jti }
}

/** What stands with what is to be other: so that a second correction keeps the first. */
function corrected({ claims, visaSupportNumber }: StoredVisa, { holder, passport }: CorrectionChange): VisaApplication {
  const { category, entries, valid_from, valid_until, stay_days } = claims
  return {
    visa_support_number: visaSupportNumber,
    ...{ category, entries, valid_from, valid_until, stay_days },
    holder: { ...claims.holder, ...holder },
    passport: { ...claims.passport, ...passport },
  }
}
