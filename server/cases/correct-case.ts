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
import type { KeyPlace } from '../people/key-place.ts'
import { couldSign } from '../signing/could-sign.ts'
import { readDecisionText } from '../signing/decision-text.ts'
import { holds, saysStill, type ToSign } from '../signing/sign.ts'
import type { CorrectionFault, CorrectionStore, OpenCorrection, SayingFault } from '../store/correction-store.ts'
import type { KeptSignature, SignatureFault, SignatureStore } from '../store/signature-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { changesPerson } from './changes-person.ts'
import type { OfficerAct } from './claim-case.ts'
import type { DecidedBy } from './decide-case.ts'
import { CASE_ROLES, type Proving } from './prove-decision.ts'

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
  | SignatureFault
  /** It changes an e-visa, and nobody signed it. */
  | 'not-signed'
  | 'content-changed'
  /** Who says so said so first: another officer has to. */
  | 'same-officer'
  | 'no-policy-yet'
  /** What the traveller asked for does not say which fields: the officer has to. */
  | 'change-not-told'
  | { readonly kind: 'not-corrected'; readonly faults: readonly FieldFault[] }

export interface Correcting extends IssueServices {
  readonly store: IssueServices['store'] & CorrectionStore & Pick<SignatureStore, 'keepSigned'> & Proving['store']
  readonly keyPlace?: KeyPlace | null
  /** Whether what a token said counts for nothing. */
  readonly mustSign: () => Promise<boolean>
  readonly mail?: { wake(): void }
}

/**
 * Rejects where no key may sign. What makes it another person's waits until a second officer says the same. Decided twice alike it is done once:
 * the new e-visa bears the id of the correction.
 */
export async function decideCorrection(
  reference: string,
  asked: CorrectionAsked,
  by: DecidedBy,
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
  if (by.signature === null && by.mustSign) return fail('not-signed')
  const judged = await judgeCorrection(reference, found.value, asked.change, officer, services)
  if (!judged.ok) return judged
  const { toSign, change, isAgreed, application } = judged.value
  const { signature } = by
  if (signature !== null && !saysStill(signature.text, toSign)) return fail('content-changed')
  if (!isAgreed) return store.sayCorrection({ ...found.value, reference }, officer, change, act, signature)
  // Kept first of all: an e-visa that stands has the signature that it was issued by.
  const note = { ...act, act: 'application-correction-signed', subject: reference, detail: { correction: id } } as const
  const kept = signature === null ? ok(null) : await store.keepSigned(signature, note)
  if (!kept.ok) return kept
  const issued = await correctOnce(reference, found.value, application, { ...act, signature }, services)
  if (!issued.ok) return issued
  mail?.wake()
  return correctedTo(issued.value)
}

/** What an officer signs to correct an e-visa so, as all of it is now. */
export async function correctionToSign(
  reference: string,
  change: CorrectionChange | undefined,
  officer: string,
  services: Correcting,
): Promise<Result<ToSign, CorrectFault>> {
  const found = await services.store.openCorrection(reference)
  if (!found.ok) return found
  if (found.value.became !== null) return fail('corrected-already')
  const judged = await judgeCorrection(reference, found.value, change, officer, services)
  return judged.ok ? ok(judged.value.toSign) : judged
}

interface JudgedCorrection {
  readonly toSign: ToSign
  readonly change: CorrectionChange
  /** Whether it is done with this officer. */
  readonly isAgreed: boolean
  readonly application: VisaApplication
}

async function judgeCorrection(
  reference: string,
  found: OpenCorrection,
  given: CorrectionChange | undefined,
  officer: string,
  { store, mustSign, keyPlace = null }: Correcting,
): Promise<Result<JudgedCorrection, CorrectFault>> {
  const isNobodys = found.said?.signature === null && (await mustSign())
  const open = isNobodys ? { ...found, said: null } : found
  const told = await toldChange(open, given, store)
  if (!told.ok) return told
  const { visa, change } = told.value
  const { id, address, language, content: decided } = open
  const application: VisaApplication = {
    ...corrected(visa, change),
    application_reference: id,
    ...(address !== '' && { email: address, language }),
  }
  const two = changesPerson(visa.claims, corrected(visa, change), decided)
  const isAgreed = agrees(open, told.value, officer)
  if (!isAgreed.ok) return isAgreed
  const isSecond = two && isAgreed.value
  const first = isSecond ? (open.said?.signature ?? null) : null
  const input = JSON.stringify(application)
  if (first !== null && !(await isSaidSo(first, reference, input, { store, keyPlace }))) return fail('said-meanwhile')
  const place = isSecond ? 'second' : 'first'
  const content = { correction: id, replaces: visa.claims.jti, place, two, first, input }
  return ok({
    toSign: { kind: CORRECTION_KIND, subject: reference, content },
    change,
    isAgreed: isAgreed.value,
    application,
  })
}

export const CORRECTION_KIND = 'correction'

/** Whether the first of two signed just that. */
async function isSaidSo(
  id: string,
  reference: string,
  input: string,
  { store, keyPlace }: Pick<Proving, 'store' | 'keyPlace'>,
): Promise<boolean> {
  const found = await store.empoweredSignature(id)
  const said = found && readDecisionText(found.text)
  if (found === null || said?.kind !== CORRECTION_KIND || said.subject !== reference || keyPlace === null) return false
  const { place, input: first } = said.content as { readonly place?: unknown; readonly input?: unknown }
  return place === 'first' && first === input && couldSign(found, said, CASE_ROLES) && (await holds(found, keyPlace))
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
  { visaNumber: number }: OpenCorrection,
  application: VisaApplication,
  { actor, signature }: { readonly actor: string; readonly signature: KeptSignature | null },
  services: Correcting,
): Promise<Result<string, CorrectFault>> {
  const context = await issueContext(services, actor)
  if (!context.ok) return context
  const correction = {
    number,
    reason: `correction asked for in ${reference}`,
    application,
    isByHand: false,
  }
  const replaced = await replaceVisa(correction, { ...context.value, signature: signature?.id ?? null })
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
