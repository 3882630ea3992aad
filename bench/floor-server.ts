/**
 * What `api.verify`, `api.admit`, `portal.submit` and `portal.press` are compared with, in a process of its own: a bare Fastify that reads the
 * same requests, does the mathematics in its fastest form on as many threads, and nothing else.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import Fastify, { type FastifyRequest } from 'fastify'
import type { PublicJwk } from '#evisa/root.ts'
import { makeWorld } from '../fixtures/made-world.ts'
import type { TypedChange } from '../test/server/made-application.ts'
import { answerLines } from './api-process.ts'
import { sharedCommit } from './floor-commit.ts'
import { pressRoute } from './floor-press.ts'
import { type FloorCases, floorCases } from './floor-submission.ts'
import { checkOnPool, type RawSigned, rawSigned, signOnPool } from './raw-check.ts'
import type { ReadyDraft } from './ready-drafts.ts'

interface Given {
  /** Made ready to be checked, so that nothing but the mathematics is compared. */
  readonly visas: readonly { readonly text: string; readonly jws: string }[]
  readonly jwks: readonly PublicJwk[]
  /** Of cases that are ready to be submitted; none where it is not told. */
  readonly drafts?: number
  /** Of what is typed on their pages. */
  readonly change?: TypedChange
}

export interface FloorServerSaid {
  readonly port: number
  readonly drafts: readonly ReadyDraft[]
}

// About as long as the signed receipt of one event.
const RECEIPT = 'x'.repeat(600)
// And what is signed of a submission.
const SUBMISSION = 'x'.repeat(460)

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
const database = new Database(join(folder, 'floor.db'))
const commit = sharedCommit(database)
let cases: FloorCases | null = null
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { keys } = await makeWorld()
const visaKey = createPublicKey({ key: { ...keys.visa?.jwk }, format: 'jwk' })
const signed = new Map<string, RawSigned>()
const deviceKeys = new Map<string, KeyObject>()
// The header of a device's proofs is the same in all of them: its key is looked up by it.
const keysOfHeaders = new Map<string, KeyObject>()

const app = Fastify()
app.post<{ Body: { text: string; situation: unknown } }>('/v1/verifications', async (request) => {
  const visa = signed.get(request.body.text)
  if (visa === undefined) throw new Error('not a visa of the bench')
  await Promise.all([checkOnPool(proofIn(request), keyIn(request)), checkOnPool(visa, visaKey)])
  return { valid: true }
})
app.post<{ Body: { events: readonly string[] } }>('/v1/crossings', async (request) => {
  const [event = ''] = request.body.events
  const key = keyIn(request)
  await Promise.all([checkOnPool(proofIn(request), key), checkOnPool(rawSigned(event), key)])
  await commit(event.slice(-43), event)
  return { receipts: RECEIPT + (await signOnPool(RECEIPT, privateKey)).toString('base64url') }
})
app.post<{ Params: { reference: string } }>('/v1/applications/:reference/submission', async (request) => {
  await checkOnPool(proofIn(request), keyIn(request))
  return cases?.submit(request.params.reference, await signedReceipt())
})
await pressRoute(app, () => cases, signedReceipt)

async function signedReceipt(): Promise<string> {
  return SUBMISSION + (await signOnPool(SUBMISSION, privateKey)).toString('base64url')
}

function proofIn({ headers }: FastifyRequest): RawSigned {
  return rawSigned(String(headers.dpop))
}

function keyIn({ headers }: FastifyRequest): KeyObject {
  const dpop = String(headers.dpop)
  const header = dpop.slice(0, dpop.indexOf('.'))
  const known = keysOfHeaders.get(header)
  if (known !== undefined) return known
  const key = deviceKeys.get(JSON.parse(Buffer.from(header, 'base64url').toString()).jwk.x)
  if (key === undefined) throw new Error('not a device of the bench')
  keysOfHeaders.set(header, key)
  return key
}

process.once('SIGTERM', async () => {
  await app.close()
  database.close()
  cases?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line): Promise<FloorServerSaid> => {
  const { visas, jwks, drafts = 0, change = {} }: Given = JSON.parse(line)
  for (const { text, jws } of visas) signed.set(text, rawSigned(jws))
  for (const jwk of jwks) deviceKeys.set(jwk.x, createPublicKey({ key: { ...jwk }, format: 'jwk' }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  if (drafts > 0) cases = await floorCases(join(folder, 'authority.db'), drafts, change)
  return { port: (app.server.address() as AddressInfo).port, drafts: cases?.drafts ?? [] }
})
