/** A station put together: its folder, its storage, its enrolment and, unless switched off, its line to the server. */
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { fetch } from 'undici'
import { uuidv7 } from 'uuidv7'
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { kidOfJwk } from '#evisa/root.ts'
import { checkByNode } from '../../platform/check-signature.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { steadyReading } from '../../platform/steady-reading.ts'
import { type AuthorityClient, authorityClient, enrolDevice } from '../offline/authority-client.ts'
import { type DeviceAccess, deviceAccess } from '../offline/device-access.ts'
import { type Fetch, Rejected } from '../offline/http-call.ts'
import type { Platform } from '../offline/scanner.ts'
import type { CryptoKeyPair, Enrolment, ScannerStore } from '../offline/scanner-store.ts'
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
export const SYNC_NETWORK_MS = 120_000

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

// A token and the server's nonce are good for minutes: while the program runs they are not asked for at every scan.
const accesses = new Map<string, DeviceAccess>()

/** A client whose calls all end when the time is up, or when `end` is given. */
export async function clientOf(
  store: ScannerStore,
  { server, issuer, device, kid }: Enrolment,
  milliseconds = SYNC_NETWORK_MS,
  end?: AbortSignal,
): Promise<AuthorityClient> {
  const name = `${issuer} ${device} ${kid}`
  const access =
    accesses.get(name) ?? deviceAccess({ fetch: stationFetch, issuer, device, key: await keyOf(store), now })
  accesses.set(name, access)
  const time = AbortSignal.timeout(milliseconds)
  const signal = end === undefined ? time : AbortSignal.any([time, end])
  return authorityClient(stationFetch, server, { id: device, access }, signal)
}

const stationFetch = fetch as unknown as Fetch

async function keyOf(store: ScannerStore): Promise<CryptoKeyPair> {
  const key = await store.deviceKey()
  if (key === null) throw new StationError('this station has no key: enrol it again')
  return key
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
  const asked = { secret: code.secret, name, key }
  const { id, role, issuer } = await enrolDevice(
    stationFetch,
    code.server,
    asked,
    AbortSignal.timeout(SYNC_NETWORK_MS),
  ).catch((error: unknown) => {
    throw error instanceof Rejected ? new StationError(`the server said no: ${error.message}`) : error
  })
  const { kty, crv, x = '', y = '' } = await crypto.subtle.exportKey('jwk', key.publicKey)
  if (kty !== 'EC' || crv !== 'P-256') throw new TypeError('a P-256 key was made')
  const enrolment: Enrolment = {
    server: code.server,
    issuer,
    device: id,
    kid: await kidOfJwk({ kty, crv, x, y }),
    name,
    role,
    rootFingerprint: code.root,
    checkpoint: given.checkpoint,
  }
  await store.saveEnrolment(enrolment, key)
  return enrolment
}
