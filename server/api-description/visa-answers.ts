/** An e-visa as the authority's calls ask for it and answer it. */
import Type from 'typebox'
import { VisaClaims } from '#evisa/visa-claims.ts'
import type { ProblemsOf } from '../http/fault-problems.ts'
import type { StoredVisa } from '../store/visa-store.ts'

export const NumberParams = Type.Object({ number: Type.String({ maxLength: 40 }) })

export const NO_SUCH_VISA: ProblemsOf<'no-such-visa'> = {
  'no-such-visa': ['not-found', 'There is no e-visa of this number.'],
}

export const StatusDocument = Type.Union([Type.Literal('valid'), Type.Literal('revoked'), Type.Literal('suspended')])

const orNull = (schema: Type.TSchema) => Type.Union([schema, Type.Null()])

export const VisaDocument = Type.Object({
  visa_number: Type.String(),
  status: StatusDocument,
  entries_used: Type.Integer(),
  visa_support_number: Type.String(),
  application_reference: orNull(Type.String({ description: 'By which it was asked for' })),
  replaces: orNull(VisaClaims.properties.jti),
  replaced_by: orNull(VisaClaims.properties.jti),
  claims: VisaClaims,
  jws: Type.String({ description: 'The signed e-visa, compact serialization' }),
  qr_text: Type.String({ description: 'What the QR code holds' }),
})

export function visaDocument(visa: StoredVisa) {
  return {
    visa_number: visa.claims.jti,
    status: visa.status,
    entries_used: visa.entriesUsed,
    visa_support_number: visa.visaSupportNumber,
    application_reference: visa.applicationReference,
    replaces: visa.replaces,
    replaced_by: visa.replacedBy,
    claims: visa.claims,
    jws: visa.jws,
    qr_text: visa.qrText,
  }
}
