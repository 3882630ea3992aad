/** What a face keeps of its enrolment: its key and its name at the server, in one file. Whoever has that file is the device. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPair, generateProof } from 'dpop'
import type { DPoP } from 'oauth4webapi'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'

export interface EnrolledFace {
  /** The server's name for itself, under which it is called. */
  readonly issuer: string
  readonly device: string
  readonly key: Parameters<typeof DPoP>[1]
}

/** The server did not take the code, or does not answer. The message says what to do. */
export class NotEnrolled extends Error {
  override name = 'NotEnrolled'
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const ENROL_MS = 15_000
const fileIn = (folder: string) => join(folder, 'device.json')

export function isEnrolled(folder: string): boolean {
  return existsSync(fileIn(folder))
}

/** Enrols by the code of `authority enrol portal`, which is good once, and keeps the key. Throws `NotEnrolled`. */
export async function enrolFace(code: string, name: string, folder: string): Promise<void> {
  const read = parseEnrolmentCode(code)
  if (!read.ok) throw new NotEnrolled(read.error)
  const { server, secret } = read.value
  const key = await generateKeyPair('ES256', { extractable: true })
  const { issuer, device } = await askToEnrol(server, { secret, name }, key)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const jwk = await crypto.subtle.exportKey('jwk', key.privateKey)
  // Whole or not at all: a file that was cut off would be a device that nobody has.
  writeFileSync(`${fileIn(folder)}.new`, JSON.stringify({ issuer, device, jwk }), { mode: 0o600, flush: true })
  renameSync(`${fileIn(folder)}.new`, fileIn(folder))
}

async function askToEnrol(
  server: string,
  asked: { readonly secret: string; readonly name: string },
  key: EnrolledFace['key'],
): Promise<Pick<EnrolledFace, 'issuer' | 'device'>> {
  const address = `${server}/v1/devices`
  const ask = async (nonce?: string) => {
    const dpop = await generateProof(key, address, 'POST', nonce)
    const headers = { 'content-type': 'application/json', dpop }
    const signal = AbortSignal.timeout(ENROL_MS)
    try {
      return await fetch(address, { method: 'POST', headers, body: JSON.stringify(asked), redirect: 'error', signal })
    } catch (error) {
      const message = `the server at ${server} does not answer: look whether it runs, and whether this machine reaches it`
      throw new NotEnrolled(message, { cause: error })
    }
  }
  const first = await ask()
  const nonce = first.headers.get('dpop-nonce')
  const answer = first.status === 401 && nonce !== null ? await ask(nonce) : first
  const { issuer, id: device, detail } = await toldBy(answer)
  if (!answer.ok || issuer === undefined || device === undefined)
    throw new NotEnrolled(detail ?? `what answers at ${server} is no server of e-visas: it said ${answer.status}`)
  return { issuer, device }
}

async function toldBy(answer: Response): Promise<{ issuer?: string; id?: string; detail?: string }> {
  try {
    return (await answer.json()) as object
  } catch (error) {
    // Something stands in between, and answers with a page of its own.
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Throws `NotEnrolled` for a file that is no device's. */
export async function openFace(folder: string): Promise<EnrolledFace> {
  try {
    const { issuer, device, jwk } = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    const { d: _private, key_ops: _operations, ...open } = jwk
    const privateKey = await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['sign'])
    const publicKey = await crypto.subtle.importKey('jwk', open, ALGORITHM, true, ['verify'])
    return { issuer, device, key: { privateKey, publicKey } }
  } catch (error) {
    throw new NotEnrolled(`${fileIn(folder)} is damaged: take it away, and enrol again`, { cause: error })
  }
}
