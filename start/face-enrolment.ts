/** How a face of a demonstration comes by its one-time code: asked of the server with the authority's token, and put in a file. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'undici'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { authorityTokenFile } from '../platform/authority-token-file.ts'

export interface EnrolmentPlace {
  /** The server as it is reached from here. */
  readonly server: string
  /** The address under which devices know it. */
  readonly publicUrl: string
  /** The server's data, where the authority's token lies. */
  readonly dataDir: string
  readonly role: 'portal' | 'console'
  readonly folder: string
}

const ASK_MS = 15_000

/** The file with a code; null where the face is enrolled at this address. Rejects with what is wrong. */
export async function enrolmentCodeFile(place: EnrolmentPlace): Promise<string | null> {
  const device = join(place.folder, 'device.json')
  if (existsSync(device)) {
    if (issuerIn(device) === place.publicUrl) return null
    // A demonstration's address may be another at each start, and a device knows its server by that.
    rmSync(device)
  }
  const code = await askForCode(place)
  const file = join(place.folder, 'enrolment-code')
  mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  writeFileSync(file, `${code}\n`, { mode: 0o600 })
  return file
}

/** Null of what is no device's file. */
function issuerIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).issuer
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function askForCode({ server, dataDir, role }: EnrolmentPlace): Promise<string> {
  const token = readFileSync(authorityTokenFile(dataDir), 'utf8').trim()
  const { statusCode, body } = await request(`${server}/v1/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
    signal: AbortSignal.timeout(ASK_MS),
  })
  if (statusCode !== 201) throw new Error(`the server gave it no code (${statusCode}): ${await body.text()}`)
  const told = (await body.json()) as { server: string; secret: string; root_fingerprint: string }
  return writeEnrolmentCode({ server: told.server, secret: told.secret, root: told.root_fingerprint })
}
