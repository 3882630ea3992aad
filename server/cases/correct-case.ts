/** A typo found after the e-visa was issued: another one takes its place, or it stays and the traveller is told why. */
import { isDeepStrictEqual } from 'node:util'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { Holder, Passport } from '#evisa/visa-claims.ts'
import { type IssueServices, issueContext } from '../issuing/issue-context.ts'
import type { VisaApplication } from '../issuing/read-application.ts'
import { replaceVisa } from '../issuing/replace-visa.ts'
import type { CorrectionFault, CorrectionStore, OpenCorrection, SayingFault } from '../store/correction-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { changesPerson } from './changes-person.ts'
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
  | SayingFault
  /** Who says so said so first: another officer has to. */
  | 'same-officer'
  | 'no-policy-yet'
  /** What the traveller asked for does not say which fields: the officer has to. */
  | 'change-not-told'
  | { readonly kind: 'not-corrected'; readonly faults: readonly FieldFault[] }

export interface Correcting extends IssueServices {
  readonly store: IssueServices['store'] & CorrectionStore
  readonly mail?: { wake(): void }
}

/**
 * Rejects where no key may sign. What makes it another person's waits until a second officer says the same. Decided twice alike it is done once:
 * the new e-visa bears the id of the correction.
 */
export async function decideCorrection(
  reference: string,
  asked: CorrectionAsked,
  { officer, ...act }: OfficerAct,
  services: Correcting,
): Promise<Result<null, CorrectFault>> {
  const { store, mail } = services
  const found = await store.openCorrection(reference)
  if (!found.ok) return found
  const { id, became } = found.value
  if (!asked.correct) {
    const { reason } = asked
    const letter = { kind: 'correction-refused', content: { reference, reason } } as const
    return store.decideCorrection(reference, id, officer, { visaNumber: null, reason, letter }, act)
  }
  const correctedTo = (visaNumber: string) =>
    store.decideCorrection(reference, id, officer, { visaNumber, reason: '' }, act)
  // A process that ended between the two steps left the first one done.
  if (became !== null) return correctedTo(became)
  const told = await toldChange(found.value, asked.change, store)
  if (!told.ok) return told
  const isAgreed = agrees(found.value, told.value, officer)
  if (!isAgreed.ok) return isAgreed
  if (!isAgreed.value) return store.sayCorrection({ ...found.value, reference }, officer, told.value.change, act)
  const issued = await correctOnce(reference, found.value, told.value, act.actor, services)
  if (!issued.ok) return issued
  mail?.wake()
  return correctedTo(issued.value)
}

interface ToldChange {
  readonly visa: StoredVisa
  readonly change: CorrectionChange
}

/** What is to be other than on the e-visa that stands: as the officer says, or as the traveller asked. */
async function toldChange(
  { asked, visaNumber }: OpenCorrection,
  given: CorrectionChange | undefined,
  store: Pick<Correcting['store'], 'findVisa'>,
): Promise<Result<ToldChange, CorrectFault>> {
  const change = given ?? (correctionChange.Check(asked) ? asked : null)
  if (change === null) return fail('change-not-told')
  const visa = await store.findVisa(visaNumber)
  return visa === null ? fail('none-asked') : ok({ visa, change })
}

/** Whether as many officers say so as it takes: two, with this one, where it makes the e-visa another person's. */
function agrees(
  { said, content }: OpenCorrection,
  { visa, change }: ToldChange,
  officer: string,
): Result<boolean, 'same-officer'> {
  const becomes = corrected(visa, change)
  if (!changesPerson(visa.claims, becomes, content)) return ok(true)
  // Who is no officer any more agrees to nothing: then this one is the first.
  if (said === null || !said.isThere || !correctionChange.Check(said.change)) return ok(false)
  if (!isDeepStrictEqual(corrected(visa, said.change), becomes)) return ok(false)
  return said.by === officer ? fail('same-officer') : ok(true)
}

/** The number of the e-visa that stands in the place of the one with the mistake. */
async function correctOnce(
  reference: string,
  { id, address, language }: OpenCorrection,
  { visa, change }: ToldChange,
  actor: string,
  services: Correcting,
): Promise<Result<string, CorrectFault>> {
  const context = await issueContext(services, actor)
  if (!context.ok) return context
  const application: VisaApplication = {
    ...corrected(visa, change),
    application_reference: id,
    ...(address !== '' && { email: address, language }),
  }
  const correction = {
    number: visa.claims.jti,
    reason: `correction asked for in ${reference}`,
    application,
    isByHand: false,
  }
  const replaced = await replaceVisa(correction, context.value)
  return replaced.ok ? ok(replaced.value.claims.jti) : fail({ kind: 'not-corrected', faults: replaced.error })
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
