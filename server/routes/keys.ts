/** The keys as their custodians published them: what signs and verifies until when. No key is touched here. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { RootDocument } from '#evisa/root.ts'
import { TrustedKeyDocument, TrustListDocument } from '#evisa/trust-list.ts'
import { callerProblems } from '../api-description/answers.ts'
import { verifyKeys } from '../publishing/verify-published.ts'
import type { Services } from '../services.ts'

const Root = Type.Pick(RootDocument, ['version', 'iat', 'exp', 'threshold'])
const TrustList = Type.Pick(TrustListDocument, ['version', 'iat', 'exp'])
const Key = Type.Omit(TrustedKeyDocument, ['jwk', 'alg'])
const Keys = Type.Object({
  root: Root,
  trust_list: TrustList,
  keys: Type.Array(Key),
  not_taken: Type.Union([Type.String(), Type.Null()], {
    description: 'Why what the custodians last put in place is not used; null where it is',
  }),
})

export const keyRoutes: FastifyPluginAsyncTypebox<Pick<Services, 'keys'>> = async (app, { keys }) => {
  app.get(
    '/v1/keys',
    {
      schema: {
        tags: ['artefacts'],
        operationId: 'keys',
        summary: 'The newest root, the trust list and its keys, with their dates',
        description:
          'For whoever sees to it that keys are rotated in time. Scanners take them signed, from /v1/artefacts.',
        response: { 200: Keys, ...callerProblems() },
      },
    },
    async () => {
      const published = await keys()
      const { roots, trust } = await verifyKeys(published)
      const root = roots.at(-1)
      // `verifyKeys` takes no authority without one.
      if (root === undefined) throw new TypeError('an authority without a root')
      const { version, iat, exp, threshold } = root
      return {
        root: { version, iat, exp, threshold },
        trust_list: { version: trust.version, iat: trust.iat, exp: trust.exp },
        keys: [...trust.keys.values()].map(
          ({ kid, purpose, state, active_from, sign_until, verify_until, compromised_at: at }) => ({
            ...{
              kid,
              purpose,
              state,
              active_from,
              sign_until,
              verify_until,
              ...(at !== undefined && { compromised_at: at }),
            },
          }),
        ),
        not_taken: published.fault,
      }
    },
  )
}
