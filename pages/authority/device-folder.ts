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
  const address = `${server}/v1/devices`
  const ask = async (nonce?: string) => {
    const dpop = await generateProof(key, address, 'POST', nonce)
    const headers = { 'content-type': 'application/json', dpop }
    const signal = AbortSignal.timeout(ENROL_MS)
    return fetch(address, {
      method: 'POST',
      headers,
      body: JSON.stringify({ secret, name }),
      redirect: 'error',
      signal,
    })
  }
  const first = await ask()
  const nonce = first.headers.get('dpop-nonce')
  const answer = first.status === 401 && nonce !== null ? await ask(nonce) : first
  const told = (await answer.json()) as { issuer?: string; id?: string; detail?: string }
  const { issuer, id: device } = told
  if (!answer.ok || issuer === undefined || device === undefined)
    throw new NotEnrolled(told.detail ?? `the server answered ${answer.status}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const jwk = await crypto.subtle.exportKey('jwk', key.privateKey)
  // Whole or not at all: a file that was cut off would be a device that nobody has.
  writeFileSync(`${fileIn(folder)}.new`, JSON.stringify({ issuer, device, jwk }), { mode: 0o600, flush: true })
  renameSync(`${fileIn(folder)}.new`, fileIn(folder))
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
