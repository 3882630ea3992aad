/** The visa desk's number as a gate knows it: fetched once a day, and kept for when there is no network. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { MAX_VISA_DESK_CHARACTERS, type VisaDeskDocument, verifyVisaDesk } from '#evisa/visa-desk.ts'
import type { DeviceAccess } from '../../offline/device-access.ts'
import { AccessEnded, Rejected, Unreachable } from '../../offline/http-call.ts'

const NUMBER_KEPT_UNDER = 'evisa-visa-desk'
const ASK_AFTER_SECONDS = 86_400
const CALL_MS = 15_000

/** The visa desk that is kept here, if this authority signed it; null where none is. */
export async function keptVisaDesk(kept: Storage, trust: TrustList): Promise<VisaDeskDocument | null> {
  const read = await verifyVisaDesk(kept.getItem(NUMBER_KEPT_UNDER) ?? '', trust)
  return read.ok ? read.value : null
}

/** The visa desk, asked for anew once a day; while the server is not reached, or is none that knows it, as it is kept. */
export async function refreshVisaDesk(
  kept: Storage,
  trust: TrustList,
  access: DeviceAccess,
  now: EpochSeconds,
): Promise<VisaDeskDocument | null> {
  const before = await keptVisaDesk(kept, trust)
  if (before !== null && now - before.iat < ASK_AFTER_SECONDS) return before
  try {
    const init = { maxCharacters: MAX_VISA_DESK_CHARACTERS, signal: AbortSignal.timeout(CALL_MS) }
    const { status, text } = await access.call('GET', '/v1/visa-desk', init)
    if (status === 404) kept.removeItem(NUMBER_KEPT_UNDER)
    const read = status === 200 ? await verifyVisaDesk(text, trust) : null
    if (read?.ok) {
      kept.setItem(NUMBER_KEPT_UNDER, text)
      return read.value
    }
    return status === 404 ? null : before
  } catch (error) {
    // That its access has ended is for the sync to tell.
    if ([Unreachable, Rejected, AccessEnded].some((kind) => error instanceof kind)) return before
    throw error
  }
}
