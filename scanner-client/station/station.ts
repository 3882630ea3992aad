/** A station put together: its folder, its storage, its enrolment and, unless switched off, its line to the server. */
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { checkByNode } from '../../platform/check-signature.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { steadyReading } from '../../platform/steady-reading.ts'
import type { AuthorityClient } from '../offline/authority-client.ts'
import { enrolScanner } from '../offline/enrol-scanner.ts'
import { type Fetch, Rejected } from '../offline/http-call.ts'
import type { Platform } from '../offline/scanner.ts'
import { SCAN_NETWORK_MS, SYNC_NETWORK_MS, scannerLine } from '../offline/scanner-line.ts'
import type { Enrolment, ScannerStore } from '../offline/scanner-store.ts'
import type { SyncContext } from '../offline/sync.ts'
import { openStationStore } from './station-store.ts'
import { unsignedRecords, unsignedText } from './unsigned-records.ts'

/** What a person must put right before the station can work. The message says how. */
export class StationError extends Error {
  override name = 'StationError'
}

export interface StationOptions {
  readonly dir: string
  readonly offline: boolean
}

export const now = () => Math.floor(Date.now() / 1000)
export const verify: VerifyPlatform = { inflate: inflateBytes, check: checkByNode }
export const syncContext: SyncContext = { verify, now, steady: steadyReading }

/** Where a station keeps all that it holds. */
export function stationFile({ dir }: Pick<StationOptions, 'dir'>): string {
  return join(resolve(dir), 'station.db')
}

export async function withStore<T>(options: StationOptions, work: (store: ScannerStore) => Promise<T>): Promise<T> {
  const store = openStationStore(stationFile(options))
  try {
    return await work(store)
  } catch (error) {
    // A station of before has to be enrolled anew: what it did must not be forgotten with that.
    const unsigned = (error as Error).message === NOT_ENROLLED ? unsignedRecords(stationFile(options)).length : 0
    if (unsigned === 0) throw error
    throw new StationError(`${NOT_ENROLLED}\n${unsignedText(unsigned)}`)
  } finally {
    await store.close()
  }
}

const NOT_ENROLLED = 'this station is not enrolled: npm run -s scan -- enrol CODE'

export async function enrolled(store: ScannerStore): Promise<Enrolment> {
  const enrolment = await store.enrolment()
  if (enrolment === null) throw new StationError(NOT_ENROLLED)
  return enrolment
}

// Node's own: the package of the same code takes a third of a command's start to load.
const stationFetch: Fetch = fetch
const line = scannerLine(stationFetch, now, verify)

/** A client whose calls all end when the time is up, or when `end` is given. */
export async function clientOf(
  store: ScannerStore,
  enrolment: Enrolment,
  milliseconds = SYNC_NETWORK_MS,
  end?: AbortSignal,
): Promise<AuthorityClient> {
  const client = await line.clientOf(store, enrolment, milliseconds, end)
  if (client === null) throw new StationError('this station has no key: enrol it again, with --replace')
  return client
}

/** The platform of one scan. Made anew for each, since the time for the network starts with it. */
export async function platformOf(store: ScannerStore, { offline }: StationOptions): Promise<Platform> {
  const enrolment = await enrolled(store)
  const client = offline ? null : await clientOf(store, enrolment, SCAN_NETWORK_MS)
  return { ...syncContext, store, enrolment, client, newId: uuidv7 }
}

/** Enrols this station. Records of an earlier enrolment that are unsent stay, and are handed in by the new one. */
export async function enrolStation(
  store: ScannerStore,
  code: EnrolmentCode,
  given: { readonly name: string | undefined; readonly checkpoint: string | null },
): Promise<Enrolment> {
  const name = given.name ?? hostname().slice(0, 60)
  // It leaves this process once, for the station's own storage, which its owner alone can read.
  const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { checkpoint } = given
  const before = { line, verify }
  return enrolScanner(store, code, { fetch: stationFetch, key, name, checkpoint, before }).catch((error: unknown) => {
    throw error instanceof Rejected ? new StationError(`the server said no: ${error.message}`) : error
  })
}
