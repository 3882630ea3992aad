/** Access for devices: OAuth 2 client credentials, by a key that only the device has, for tokens that only it can use. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { type Access, addressOf, proofIn } from '../access/authenticate.ts'
import { grantToken, TOKEN_LIFE_SECONDS } from '../access/grant-token.ts'
import { onceOnly } from '../access/once-only.ts'
import { answerIn, problems } from '../api-description/answers.ts'
import type { Services } from '../services.ts'

// An assertion lives five minutes and is taken a minute before and after.
const ASSERTION_MEMORY_SECONDS = 600
const MAX_FORM_BYTES = 8192

const TokenRequest = Type.Object(
  {
    grant_type: Type.String(),
    client_id: Type.Optional(Type.String()),
    client_assertion_type: Type.Literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    client_assertion: Type.String(),
  },
  { additionalProperties: false },
)
const Token = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('DPoP'),
  expires_in: Type.Integer({ description: 'Seconds' }),
})
type Token = Type.Static<typeof Token>
const OAUTH_ERROR = {
  'application/json': {
    schema: Type.Object({ error: Type.String(), error_description: Type.Optional(Type.String()) }),
  },
}
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
  const { store, proofs, publicUrl, now } = services
  const used = onceOnly(ASSERTION_MEMORY_SECONDS)
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    async (_request: unknown, body: string) => readForm(body),
  )

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
      schema: {
        tags: ['devices'],
        security: [],
        operationId: 'getToken',
        summary: 'A token for five minutes, bound to the key of the device (RFC 9449)',
        description:
          'Client credentials with private_key_jwt and a DPoP proof with the nonce of this server. Errors are those of OAuth 2 (RFC 6749).',
        consumes: ['application/x-www-form-urlencoded'],
        body: TokenRequest,
        response: {
          ...problems(413, 415),
          200: answerIn<Token>('A token', { 'application/json': { schema: Token } }, NONCE),
          400: answerIn<never>('As RFC 6749; use_dpop_nonce: again with the nonce', OAUTH_ERROR, NONCE),
          401: answerIn<never>('invalid_client: this device is unknown or was revoked', OAUTH_ERROR),
        },
      },
      attachValidation: true,
    },
    async (request, reply) => {
      const at = now()
      // A device whose clock is wrong dates its next assertion by this.
      reply.header('date', new Date(at * 1000).toUTCString())
      if (request.validationError) return refuse(reply, 400, 'invalid_request', request.validationError.message)
      if (request.body.grant_type !== 'client_credentials') return refuse(reply, 400, 'unsupported_grant_type', '')
      const issuer = publicUrl()
      const asked = {
        assertion: request.body.client_assertion,
        proof: proofIn(request),
        of: { method: 'POST', url: addressOf(request, issuer), accessToken: null },
      }
      const granted = await grantToken(asked, { store, proofs, used, issuer }, at)
      if (!granted.ok && granted.error === 'unknown-device')
        return refuse(reply, 401, 'invalid_client', 'This device is unknown or was revoked, or its key proves nothing.')
      if (!granted.ok && granted.error !== 'proof/nonce') return refuse(reply, 400, 'invalid_dpop_proof', granted.error)
      reply.header('dpop-nonce', proofs.nonce(at))
      if (!granted.ok) return refuse(reply, 400, 'use_dpop_nonce', 'Use the nonce of this answer.')
      return reply
        .header('cache-control', 'no-store')
        .send({ access_token: granted.value, token_type: 'DPoP', expires_in: TOKEN_LIFE_SECONDS })
    },
  )
}

function refuse(reply: FastifyReply, status: 400 | 401, error: string, description: string) {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ error, ...(description && { error_description: description }) })
}

// A parameter that stands twice is none (RFC 6749, section 3.2).
function readForm(body: string): Record<string, string> {
  const found = [...new URLSearchParams(body)]
  const form = Object.fromEntries(found)
  return Object.keys(form).length === found.length ? form : {}
}
