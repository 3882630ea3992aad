/** Asking the server by the number on a paper whose code cannot be read: only it can tell, and only while it is reached. */
import type { Decision } from '#evisa/decision.ts'
import type { Situation } from '#evisa/situation.ts'
import type { DeviceAccess } from '../../offline/device-access.ts'
import { Rejected, readJson, refusal, Unreachable } from '../../offline/http-call.ts'

export interface AskedByNumber {
  readonly visaNumber: string
  readonly passportNumber: string
  /** `YYYY-MM-DD`. */
  readonly birthDate: string
  readonly mrz: string | null
}

/** There is no e-visa of this number for this passport and birth date. */
export class NoSuchVisa extends Error {
  override name = 'NoSuchVisa'
}

const MAX_ANSWER = 200_000

/**
 * A carrier gets the server's decision; a border device the text of the code, which it judges itself as if it had been
 * read. Throws `NoSuchVisa` and `Rejected`.
 */
export async function askByNumber(
  access: DeviceAccess,
  { visaNumber, passportNumber, birthDate }: AskedByNumber,
  situation: Situation,
  signal: AbortSignal,
): Promise<{ readonly decision: Decision } | { readonly text: string } | 'unreachable'> {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await access.call(method, path, { body, maxCharacters: MAX_ANSWER, signal })
    if (answer.status === 404) throw new NoSuchVisa()
    if (answer.status !== 200) throw refusal(answer)
    return readJson(answer.text) as Record<string, unknown>
  }
  try {
    const body = { visa_number: visaNumber, passport_number: passportNumber, birth_date: birthDate, situation }
    const decision = (await call('POST', '/v1/verifications', body)) as unknown as Decision
    if (situation.audience === 'carrier') return { decision }
    const { qr_text } = await call('GET', `/v1/visas/${visaNumber}`)
    return { text: String(qr_text) }
  } catch (error) {
    if (error instanceof Unreachable) return 'unreachable'
    // What has not the form of a number is, to an officer, a number that nobody has.
    if (error instanceof Rejected && error.status === 400) throw new NoSuchVisa()
    throw error
  }
}
