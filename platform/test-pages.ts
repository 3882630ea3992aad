/** What the pages of all programs that only try things out have in common: that they say TEST, who reads them, and by which names. */
import type { FastifyInstance } from 'fastify'
import { isOwnName } from './own-name.ts'

export interface TestPages {
  /** In a header of each answer. */
  readonly says: { readonly name: string; readonly text: string }
  /** The content security policy, as far as it allows anything. */
  readonly policy: string
  /** A page that says only this. */
  readonly faultPage: (what: string) => string
}

const OTHER_NAME = 'On this machine it is called 127.0.0.1 or localhost, and by no other name'

export function guardTestPages(app: FastifyInstance, { says, policy, faultPage }: TestPages): void {
  const headers = {
    [`x-test-${says.name}`]: `TEST: ${says.text}`,
    'content-security-policy': `default-src 'none'; ${policy}; base-uri 'none'; frame-ancestors 'none'`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  app.addHook('onRequest', async ({ hostname, socket }, reply) => {
    reply.headers(headers)
    if (!isOwnName(hostname, socket.localAddress))
      return reply.code(421).type('text/html; charset=utf-8').send(faultPage(OTHER_NAME))
  })
}
