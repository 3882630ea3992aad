/** Access for devices: OAuth 2 client credentials, by a key that only the device has, for tokens that only it can use. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { type AccessRefusal, REFUSAL_TYP } from '#evisa/access-refusal.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Access, addressOf, proofIn } from '../access/authenticate.ts'
import {
  type GrantFault,
  grantToken,
  type Refused,
  TOKEN_LIFE_SECONDS,
  TOKENS_A_MINUTE,
  tokenAllowance,
} from '../access/grant-token.ts'
import { onceOnly } from '../access/once-only.ts'
import { answerIn, problem, problems } from '../api-description/answers.ts'
import { unlessDoubted } from '../publishing/clock-guard.ts'
import type { Services } from '../services.ts'

// An assertion lives five minutes and is taken a minute before and after.
const ASSERTION_MEMORY_SECONDS = 600
const MAX_FORM_BYTES = 8192
const FORM = 'application/x-www-form-urlencoded'

const TokenRequest = Type.Object(
  {
    grant_type: Type.String(),
    client_id: Type.Optional(Type.String()),
    client_assertion_type: Type.Literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    client_assertion: Type.String(),
  },
  { additionalProperties: false },
)
const SignedRefusal = Type.Optional(
  Type.String({ description: 'Why, signed for this assertion of this device (see /schemas/access-refusal.json)' }),
)
const Token = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('DPoP'),
  expires_in: Type.Integer({ description: 'Seconds' }),
})
type Token = Type.Static<typeof Token>
const OAUTH_ERROR = {
  'application/json': {
    schema: Type.Object({
      error: Type.String(),
      error_description: Type.Optional(Type.String()),
      refusal: SignedRefusal,
    }),
  },
}
/** For each fault the status, the error of OAuth, and what it means; of every other one the proof is wrong. */
const REFUSED: Readonly<Partial<Record<GrantFault, Refusal>>> = {
  'unknown-device': [401, 'invalid_client', 'This device is unknown, or its key proves nothing.'],
  'proof/nonce': [400, 'use_dpop_nonce', 'Use the nonce of this answer.'],
  // A scanner takes `invalid_client` for the end of its access: what only passes must not look like it.
  'too-many-tokens': [
    429,
    'temporarily_unavailable',
    `At most ${TOKENS_A_MINUTE} tokens a minute: use each while it lasts.`,
  ],
  'in-doubt': [
    503,
    'temporarily_unavailable',
    'The authority restored its store and has not confirmed this device yet: go on without it, and try again later.',
  ],
  'proof/busy': [503, 'temporarily_unavailable', 'Too much was proven in the last minutes: try again shortly.'],
}
type Refusal = readonly [status: 400 | 401 | 429 | 503, error: string, description: string]
const DESCRIPTIONS: Readonly<Record<AccessRefusal['because'], string>> = {
  revoked: 'This device was revoked.',
  time: 'The clock of this device is wrong: the date of this answer is right.',
}
const RETRY_AFTER_SECONDS = 60
const NONCE = { 'dpop-nonce': { type: 'string', description: 'The nonce for the next proof' } }
const ServerMetadata = Type.Object({
  issuer: Type.String(),
  token_endpoint: Type.String(),
  grant_types_supported: Type.Array(Type.String()),
  response_types_supported: Type.Array(Type.String()),
  token_endpoint_auth_methods_supported: Type.Array(Type.String()),
  token_endpoint_auth_signing_alg_values_supported: Type.Array(Type.String()),
  dpop_signing_alg_values_supported: Type.Array(Type.String()),
})

export const tokenRoute: FastifyPluginAsyncTypebox<Services & Pick<Access, 'proofs'>> = async (app, services) => {
  const { store, proofs, publicUrl, now, keys } = services
  const used = onceOnly(ASSERTION_MEMORY_SECONDS)
  const allowed = tokenAllowance()
  /** Without a key, or by a clock that is doubted, it is refused all the same; then nothing proves to the device that it was the authority. */
  const signRefusal = async ({ kind: _, ...refused }: Refused, iat: EpochSeconds) => {
    const refusal: AccessRefusal = { iat, ...refused }
    const signing = await keys().catch((error: unknown): null => {
      unlessDoubted(error)
      return null
    })
    return signing?.key('snapshot', iat)?.sign(REFUSAL_TYP, refusal)
  }
  app.removeAllContentTypeParsers()
  const form = { parseAs: 'string' } as const
  app.addContentTypeParser(FORM, form, async (_request: unknown, body: string) => readForm(body))

  app.get(
    '/.well-known/oauth-authorization-server',
    {
      schema: {
        tags: ['devices'],
        security: [],
        operationId: 'authorizationServer',
        summary: 'How devices get access (RFC 8414)',
        description: 'Metadata of the authorization server, for OAuth 2 libraries.',
        response: { 200: ServerMetadata, ...problems() },
      },
    },
    async () => ({
      issuer: publicUrl(),
      token_endpoint: `${publicUrl()}/v1/token`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
      dpop_signing_alg_values_supported: ['ES256'],
    }),
  )

  app.post(
    '/v1/token',
    {
      bodyLimit: MAX_FORM_BYTES,
      schema: {
        tags: ['devices'],
        security: [],
        operationId: 'getToken',
        summary: 'A token for five minutes, bound to the key of the device (RFC 9449)',
        description:
          'Client credentials with private_key_jwt and a DPoP proof with the nonce of this server. Errors are those of OAuth 2 (RFC 6749).',
        consumes: [FORM],
        body: TokenRequest,
        response: {
          ...problems(413, 415),
          200: answerIn<Token>('A token', { 'application/json': { schema: Token } }, NONCE),
          400: answerIn<never>('As RFC 6749; use_dpop_nonce: again with the nonce', OAUTH_ERROR, NONCE),
          401: answerIn<never>('invalid_client: this device is unknown or was revoked', OAUTH_ERROR),
          429: problem(429, OAUTH_ERROR),
          503: problem(503, OAUTH_ERROR),
        },
      },
      attachValidation: true,
    },
    async (request, reply) => {
      const at = now()
      // A device whose clock is wrong dates its next assertion by this.
      reply.header('date', new Date(at * 1000).toUTCString())
      if (request.validationError) return refuse(reply, [400, 'invalid_request', request.validationError.message])
      if (request.body.grant_type !== 'client_credentials') return refuse(reply, [400, 'unsupported_grant_type', ''])
      const { client_id: clientId, client_assertion: assertion } = request.body
      const issuer = publicUrl()
      const asked = {
        ...{ assertion, clientId },
        proof: proofIn(request),
        of: { method: 'POST', url: addressOf(request, issuer), accessToken: null },
      }
      const granted = await grantToken(asked, { store, proofs, used, allowed, issuer }, at)
      if (granted.ok || granted.error === 'proof/nonce') reply.header('dpop-nonce', proofs.nonce(at))
      if (!granted.ok) {
        const { error } = granted
        if (typeof error === 'string') return refuse(reply, REFUSED[error] ?? [400, 'invalid_dpop_proof', error])
        return refuse(reply, [401, 'invalid_client', DESCRIPTIONS[error.because]], await signRefusal(error, at))
      }
      return reply
        .header('cache-control', 'no-store')
        .send({ access_token: granted.value, token_type: 'DPoP', expires_in: TOKEN_LIFE_SECONDS })
    },
  )
}

function refuse(reply: FastifyReply, [status, error, description]: Refusal, refusal?: string) {
  if (status === 429 || status === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS))
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ error, ...(description && { error_description: description }), ...(refusal && { refusal }) })
}

// A parameter that stands twice is none (RFC 6749, section 3.2).
function readForm(body: string): Record<string, string> {
  const found = [...new URLSearchParams(body)]
  const form = Object.fromEntries(found)
  return Object.keys(form).length === found.length ? form : {}
}
