/** A station put together: its folder, its storage, its enrolment and, unless switched off, its line to the server. */
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { fetch } from 'undici'
import { uuidv7 } from 'uuidv7'
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { checkByNode } from '../../platform/check-signature.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { steadyReading } from '../../platform/steady-reading.ts'
import { type AuthorityClient, authorityClient, type Fetch, Rejected } from '../offline/authority-client.ts'
import type { Platform } from '../offline/scanner.ts'
import type { Enrolment, ScannerStore } from '../offline/scanner-store.ts'
import type { SyncContext } from '../offline/sync.ts'
import { openStationStore } from './station-store.ts'

/** What a person must put right before the station can work. The message says how. */
export class StationError extends Error {
  override name = 'StationError'
}

export interface StationOptions {
  readonly dir: string
  readonly offline: boolean
}

/** A scan waits this long for the server, then goes on with what it holds. */
export const SCAN_NETWORK_MS = 2000
const SYNC_NETWORK_MS = 120_000

export const now = () => Math.floor(Date.now() / 1000)
export const verify: VerifyPlatform = { inflate: inflateBytes, check: checkByNode }
export const syncContext: SyncContext = { verify, now, steady: steadyReading }

export async function withStore<T>({ dir }: StationOptions, work: (store: ScannerStore) => Promise<T>): Promise<T> {
  const store = openStationStore(join(resolve(dir), 'station.db'))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

export async function enrolled(store: ScannerStore): Promise<Enrolment> {
  const enrolment = await store.enrolment()
  if (enrolment === null) throw new StationError('this station is not enrolled: npm run -s scan -- enrol CODE')
  return enrolment
}

/** A client whose calls all end when the time is up. */
export function clientOf(server: string, token: string | null, milliseconds = SYNC_NETWORK_MS): AuthorityClient {
  return authorityClient(fetch as unknown as Fetch, server, token, AbortSignal.timeout(milliseconds))
}

/** The platform of one scan. Made anew for each, since the time for the network starts with it. */
export async function platformOf(store: ScannerStore, { offline }: StationOptions): Promise<Platform> {
  const enrolment = await enrolled(store)
  const client = offline ? null : clientOf(enrolment.server, enrolment.token, SCAN_NETWORK_MS)
  return { ...syncContext, store, enrolment, client, newId: uuidv7 }
}

/** Enrols this station; a second enrolment replaces the first only when nothing is unsent. */
export async function enrolStation(
  store: ScannerStore,
  code: EnrolmentCode,
  given: { readonly name: string | undefined; readonly checkpoint: string | null },
): Promise<Enrolment> {
  const unsent = await store.countUnsent()
  if (unsent > 0) throw new StationError(`${unsent} records of the present enrolment are unsent: run sync first`)
  const name = given.name ?? hostname().slice(0, 60)
  const { id, role, token } = await clientOf(code.server, null)
    .enrol(code.secret, name)
    .catch((error: unknown) => {
      throw error instanceof Rejected ? new StationError(`the server said no: ${error.message}`) : error
    })
  const enrolment: Enrolment = {
    server: code.server,
    device: id,
    name,
    role,
    token,
    rootFingerprint: code.root,
    checkpoint: given.checkpoint,
  }
  await store.saveEnrolment(enrolment)
  return enrolment
}
