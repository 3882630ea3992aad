/** What `api.verify` is compared with: a bare Fastify route that reads the same body and does one raw verify. */
import { createPublicKey, verify } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { makeWorld } from '../fixtures/made-world.ts'
import { answerLines } from './api-process.ts'

const app = Fastify()
// What is verified stands ready, so that nothing but the mathematics is compared.
const signed = new Map<string, { readonly data: Buffer; readonly signature: Buffer }>()
const { keys } = await makeWorld()
const key = {
  key: createPublicKey({ key: { ...keys.visa?.jwk }, format: 'jwk' }),
  dsaEncoding: 'ieee-p1363',
} as const

app.post<{ Body: { text: string; situation: unknown } }>('/v1/verifications', async ({ body }) => {
  const one = signed.get(body.text)
  return { valid: one !== undefined && verify('sha256', one.data, key, one.signature) }
})

process.once('SIGTERM', () => app.close().then(() => process.exit()))
await answerLines(async (line) => {
  const { visas }: { visas: { text: string; jws: string }[] } = JSON.parse(line)
  for (const { text, jws } of visas) {
    const [header, payload, signature = ''] = jws.split('.')
    signed.set(text, { data: Buffer.from(`${header}.${payload}`), signature: Buffer.from(signature, 'base64url') })
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { port: (app.server.address() as AddressInfo).port }
})
