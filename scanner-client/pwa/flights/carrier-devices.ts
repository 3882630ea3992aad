/** A carrier's devices, as one that administers the others still sees and changes them over the network, until people do. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { StreamingAccess } from '../../offline/device-access.ts'
import { Rejected, readJson, refusal, Unreachable } from '../../offline/http-call.ts'
import type { ScannerLine } from '../../offline/scanner-line.ts'
import type { Enrolment, ScannerStore } from '../../offline/scanner-store.ts'

const Instant = Type.Union([Type.Integer(), Type.Null()])
const CarrierDevice = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,80}$' }),
  name: Type.String(),
  administrator: Type.Boolean(),
  // A server of before sets no end.
  administers_until: Type.Optional(Instant),
  last_seen_at: Instant,
  revoked_at: Instant,
})
export type CarrierDevice = Type.Static<typeof CarrierDevice>

const isDevice = Compile(CarrierDevice)
const isCode = Compile(
  Type.Object({
    server: Type.String(),
    secret: Type.String(),
    root_fingerprint: Type.String(),
    expires_at: Type.Integer(),
  }),
)

export interface MadeCode {
  readonly text: string
  readonly expiresAt: number
}

/** Every call throws `Unreachable`, `AccessEnded`, and `Rejected` with what the server said. */
export interface CarrierDevices {
  /** Whether this device may see and change the others. */
  isAdministrator(own: string): Promise<boolean>
  list(): Promise<readonly CarrierDevice[]>
  makeCode(): Promise<MadeCode>
  revoke(id: string): Promise<void>
}

/**
 * Whether this device is an administrator by now: the authority may have made it one, or not one, since it was enrolled.
 * Without a network it is what it was then.
 */
export async function administers(
  network: Pick<ScannerLine, 'accessOf'>,
  store: ScannerStore,
  enrolment: Enrolment,
): Promise<boolean> {
  try {
    const access = await network.accessOf(store, enrolment)
    return access !== null && (await carrierDevices(access).isAdministrator(enrolment.device))
  } catch (error) {
    // Whether its access has ended is for the sync to tell.
    if (error instanceof Unreachable || error instanceof Rejected) return enrolment.administrator === true
    throw error
  }
}

const CALL_MS = 15_000
const MAX_ANSWER = 4_000_000

export function carrierDevices(access: Pick<StreamingAccess, 'call'>): CarrierDevices {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init = { body, maxCharacters: MAX_ANSWER, signal: AbortSignal.timeout(CALL_MS) }
    const answer = await access.call(method, path, init)
    if (answer.status < 200 || answer.status > 299) throw refusal(answer)
    return readJson(answer.text)
  }
  return {
    isAdministrator: async (own) => {
      const device = await call('GET', `/v1/devices/${own}`)
      return isDevice.Check(device) && device.administrator
    },
    list: async () => {
      const { devices } = ((await call('GET', '/v1/devices')) ?? {}) as { readonly devices?: unknown }
      if (!Array.isArray(devices) || !devices.every((one): one is CarrierDevice => isDevice.Check(one)))
        throw new Unreachable('the answer is not of the form that was expected')
      return devices
    },
    makeCode: async () => {
      const code = await call('POST', '/v1/enrolment-codes', { role: 'carrier' })
      if (!isCode.Check(code)) throw new Unreachable('the answer is not of the form that was expected')
      const { server, secret, root_fingerprint: root, expires_at: expiresAt } = code
      return { text: writeEnrolmentCode({ server, secret, root }), expiresAt }
    },
    revoke: async (id) => void (await call('DELETE', `/v1/devices/${id}`)),
  }
}
