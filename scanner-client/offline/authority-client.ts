/** The calls that a scanner makes to the authority's server. What cannot be reached is `Unreachable`, never a verdict. */
import { type CryptoKeyPair, generateProof } from 'dpop'
import Type from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { Wire } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { MAX_RECEIPTS_CHARACTERS } from '#evisa/crossing-receipt.ts'
import { MAX_FEED_CHARACTERS } from '#evisa/feed-page.ts'
import type { Situation } from '#evisa/situation.ts'
import { BORDER_SET } from '#evisa/snapshot.ts'
import { MAX_TIME_CHARACTERS } from '#evisa/time-answer.ts'
import { type ConflictsAnswer, conflictsAnswer } from './conflicts-answer.ts'
import type { DeviceAccess } from './device-access.ts'
import {
  type Fetch,
  type HttpAnswer,
  httpCall,
  isNoAnswer,
  Rejected,
  readJson,
  refusal,
  Unreachable,
} from './http-call.ts'
import type { ListedReferrals } from './referrals.ts'
import { type ListedReferral, referralsAnswer } from './referrals-answer.ts'

export { AccessEnded, type Fetch, isNoAnswer, Rejected, Unreachable } from './http-call.ts'

const EnrolledDevice = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 80 }),
  role: Type.Union([Type.Literal('carrier'), Type.Literal('border')]),
  issuer: Type.String({ minLength: 1, maxLength: 200 }),
  carrier: Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()]),
  administrator: Type.Boolean(),
})
export type EnrolledDevice = Type.Static<typeof EnrolledDevice>

/** What a scanner says of itself at the end of each sync. */
export interface DeviceReport {
  readonly unsent: number
  readonly head_seq: number
  readonly data_as_of: EpochSeconds | null
  readonly ledger_as_of: EpochSeconds | null
  /** A server of before knows no such member. */
  readonly wire?: 2
}

/** A signed artefact by the path under which the server has it. */
export interface Witnessed {
  readonly path: string
  readonly body: string
}

const witnessAnswer = Compile(Type.Object({ known: Type.Boolean() }))
const receiptsAnswer = Compile(Type.Object({ receipts: Type.String() }))
const reasonedAnswer = Compile(Type.Object({ findings: Type.Array(Type.Object({ reason: Type.String() })) }))
const enrolledDevice = Compile(EnrolledDevice)

export interface AuthorityClient {
  /**
   * The text under a path (`snapshot`, `by-hash/...`), at most so many characters. `held` is the hash of the one that is
   * held: then the answer may be `unchanged`.
   */
  artefact(
    path: string,
    maxCharacters: number,
    held: string | null,
  ): Promise<{ readonly text: string } | 'unchanged' | 'missing'>
  /** Hands events in, as compact JWS; the signed receipts as they came, of this version of the wire, or the first. */
  handIn(events: readonly string[], wire?: Wire): Promise<string>
  /** A signed page of the ledger, as it came. */
  feed(after: number, wire?: Wire): Promise<string>
  report(report: DeviceReport): Promise<void>
  /** Whether the authority says of this revoked e-visa that a correction took its place. */
  isReplaced(text: string, situation: Situation): Promise<boolean>
  /**
   * What the authority has to look at of what was done here, and what became of the double uses of these e-visas; null by
   * a server that knows no such question.
   */
  conflicts(doubleUses: readonly string[]): Promise<ConflictsAnswer | null>
  /**
   * Who was sent to second line of a checkpoint and is there still, as far as it could be read; null by a server that knows
   * no such question.
   */
  referrals(checkpoint: string): Promise<ListedReferrals | null>
  /**
   * Hands over signed artefacts that this scanner held, so that a store which was restored, or went back, learns of them;
   * whether they were known there. Null by a server that knows no such call.
   */
  witness(artefacts: readonly Witnessed[]): Promise<{ readonly known: boolean } | null>
  /** What time it is, signed for this question, as it came; null by a server that knows no such question. */
  time(nonce: string): Promise<string | null>
}

const MAX_ANSWER = 100_000
/** A hundred of them, each with its event beside the JWS. */
const MAX_REFERRALS_CHARACTERS = 2_000_000
const MOST_REFERRAL_PAGES = 10

/** `signal` ends every call of this client: the time that a scan may spend on the network. */
export function authorityClient(
  fetch: Fetch,
  server: string,
  device: { readonly id: string; readonly access: DeviceAccess },
  signal: AbortSignal,
): AuthorityClient {
  const call = async (method: string, path: string, maxCharacters: number, body?: unknown): Promise<HttpAnswer> => {
    const answer = await device.access.call(method, path, { body, maxCharacters, signal })
    if (answer.status >= 200 && answer.status < 300) return answer
    throw refusal(answer)
  }
  return {
    artefact: async (path, limit, held) => {
      const headers: Record<string, string> = held === null ? {} : { 'if-none-match': `"${held}"` }
      const asked = `/v1/artefacts/${path}`
      const { status, text } = path.startsWith(BORDER_SET)
        ? await device.access.call('GET', asked, { headers, maxCharacters: limit, signal })
        : await httpCall(fetch, `${server}${asked}`, { method: 'GET', headers, signal }, limit)
      if (status === 304) return 'unchanged'
      if (status === 404) return 'missing'
      if (status !== 200) throw new Unreachable(`the server answered ${status} for ${path}`)
      return { text }
    },
    handIn: async (events, wire) => {
      // The receipts come within JSON: as much again for its quotes.
      const { text } = await call(
        'POST',
        `/v1/crossings${wire === 2 ? '?wire=2' : ''}`,
        MAX_RECEIPTS_CHARACTERS + 100,
        { events },
      )
      return parseAnswer(receiptsAnswer, text).receipts
    },
    feed: async (after, wire) => {
      const path = `/v1/crossings/feed?after=${after}${wire === 2 ? '&wire=2' : ''}`
      return (await call('GET', path, MAX_FEED_CHARACTERS)).text
    },
    conflicts: async (doubleUses) => {
      const named = doubleUses.length === 0 ? '' : `?double_uses=${doubleUses.join(',')}`
      const answer = await unlessUnknown(() => call('GET', `/v1/crossings/conflicts${named}`, MAX_ANSWER))
      return answer === null ? null : parseAnswer(conflictsAnswer, answer.text)
    },
    witness: async (artefacts) => {
      const answer = await unlessUnknown(() => call('POST', '/v1/witnesses', MAX_ANSWER, { artefacts }))
      return answer === null ? null : parseAnswer(witnessAnswer, answer.text)
    },
    time: async (nonce) =>
      (await unlessUnknown(() => call('GET', `/v1/time?nonce=${nonce}`, MAX_TIME_CHARACTERS)))?.text ?? null,
    referrals: async (checkpoint) => {
      const referrals: ListedReferral[] = []
      let after = ''
      for (let page = 0; page < MOST_REFERRAL_PAGES; page++) {
        const path = `/v1/referrals?checkpoint=${encodeURIComponent(checkpoint)}${after}`
        const read = async () => parseAnswer(referralsAnswer, (await call('GET', path, MAX_REFERRALS_CHARACTERS)).text)
        // Those who waited longest are not lost with a later page.
        const answer = await (page === 0 ? unlessUnknown(read) : unlessUnanswered(read))
        if (answer === null) return page === 0 ? null : { referrals, more: true }
        referrals.push(...answer.referrals)
        if (answer.next === null) return { referrals, more: false }
        after = `&after=${encodeURIComponent(answer.next)}`
      }
      return { referrals, more: true }
    },
    isReplaced: async (text, situation) => {
      const answer = await call('POST', '/v1/verifications', MAX_ANSWER, { text, situation })
      return parseAnswer(reasonedAnswer, answer.text).findings.some(({ reason }) => reason === 'status/replaced')
    },
    report: async (report) => void (await call('PUT', `/v1/devices/${device.id}/report`, MAX_ANSWER, report)),
  }
}

export interface AskedEnrolment {
  readonly secret: string
  readonly name: string
  readonly key: CryptoKeyPair
  /** Who it was until the authority forgot it. */
  readonly id?: string
}

/** Enrols a key by a one-time secret. The proof that it is this device's comes with the request (RFC 9449). */
export async function enrolDevice(
  fetch: Fetch,
  server: string,
  { secret, name, key, id }: AskedEnrolment,
  signal: AbortSignal,
): Promise<EnrolledDevice> {
  const url = `${server}/v1/devices`
  let nonce: string | undefined
  for (let tries = 0; ; tries++) {
    const headers = { dpop: await generateProof(key, url, 'POST', nonce), 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ secret, name, ...(id && { id }) }), signal }
    const answer = await httpCall(fetch, url, init, MAX_ANSWER)
    if (answer.status === 201) {
      const device = parseAnswer(enrolledDevice, answer.text)
      // The code came from the authority, this answer over the network: it names no other server to sign in at.
      if (device.issuer !== server) throw new Unreachable('the server answered under another name')
      return device
    }
    nonce = answer.header('dpop-nonce') ?? undefined
    if (answer.status !== 401 || nonce === undefined || tries > 0) throw refusal(answer)
  }
}

/** Null where the server knows no such question, as one of before. */
async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Rejected && error.status === 404) return null
    throw error
  }
}

async function unlessUnanswered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (isNoAnswer(error)) return null
    throw error
  }
}

// Whoever stands in the network may answer in the server's place: what is no answer of its form is no answer.
function parseAnswer<S extends Type.TSchema>(schema: Validator<S>, text: string): Type.Static<S> {
  const answer = readJson(text)
  if (answer === undefined) throw new Unreachable('the answer was cut off')
  if (!schema.Check(answer)) throw new Unreachable('the answer is not of the form that was expected')
  return answer as Type.Static<S>
}
