/** What people signed, for those who look whether it holds: with all that it takes to check it, and what is kept beside it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PublicJwk } from '#evisa/root.ts'
import { VisaClaims } from '#evisa/visa-claims.ts'
import { callerProblems } from '../api-description/answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import { AssertionDocument } from '../api-description/person-answers.ts'
import type { Services } from '../services.ts'
import type { BesideSignature, ProvenSignature, SignatureStore } from '../store/signature-store.ts'

const MAX_PAGE = 100
// One over many e-visas is long: a page ends early, and its next one goes on.
const MAX_PAGE_CHARACTERS = 2_000_000
const closed = { additionalProperties: false } as const

const SignatureDocument = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  subject: Type.String(),
  person: Type.String(),
  name: Type.String(),
  text: Type.String({ description: 'To the byte as it was signed; empty once it was erased with its case' }),
  assertion: AssertionDocument,
  jwk: PublicJwk,
  at: Type.Integer(),
  decision: orNull(
    Type.Object(
      {
        ...{ place: Type.String(), decision: Type.String(), rule: orNull(Type.String()), reason: Type.String() },
        input: orNull(Type.String()),
      },
      { description: 'Of a case: what is kept as decided by it' },
    ),
  ),
  visa: orNull(Type.Unsafe<VisaClaims>(VisaClaims)),
})

export const signatureRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, keyPlace, mustSign }) => {
  app.get(
    '/v1/signatures',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'listSignatures',
        summary: 'What people signed, the oldest first',
        description: `At most ${MAX_PAGE} after an id, fewer where they are long. What each says, and how it is checked, stands in docs/decisions.md.`,
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) }, closed),
        response: {
          200: Type.Object({
            rp_id: orNull(Type.String({ description: 'Null where there is no console' })),
            origins: Type.Array(Type.String()),
            must_sign: Type.Boolean({
              description: 'Whether a token alone lets nobody in: so it is outside a demonstration',
            }),
            signatures: Type.Array(SignatureDocument),
            complete: Type.Boolean(),
          }),
          ...callerProblems(400),
        },
      },
    },
    async ({ query }) => {
      const { signatures, complete } = await pageAfter(query.after ?? null, store)
      const place = { rp_id: keyPlace?.rpId ?? null, origins: [...(keyPlace?.origins ?? [])] }
      return { ...place, must_sign: await mustSign(), signatures, complete }
    },
  )
}

async function pageAfter(after: string | null, store: Pick<SignatureStore, 'signaturesAfter' | 'besideSignature'>) {
  const signatures: Type.Static<typeof SignatureDocument>[] = []
  for (let last = after, characters = 0; signatures.length < MAX_PAGE && characters < MAX_PAGE_CHARACTERS; ) {
    const [next] = await store.signaturesAfter(last, 1)
    if (next === undefined) return { signatures, complete: true }
    signatures.push(signatureDocument(next, await store.besideSignature(next.id)))
    last = next.id
    characters += next.text.length
  }
  return { signatures, complete: false }
}

function signatureDocument(
  { credential, clientData, authenticatorData, signature, ...signed }: ProvenSignature,
  beside: BesideSignature | null,
) {
  const assertion = { credential, client_data: clientData, authenticator_data: authenticatorData, signature }
  return { ...signed, assertion, decision: beside && { ...beside.decision }, visa: beside?.visa ?? null }
}
