/** What the tests are made of: signed visas and artefacts, and the knowledge of a verifier that verified them. */
import { createHash, randomBytes } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { REGISTER_TYP, verifyRegister } from '#evisa/issuance-register.ts'
import { type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { POLICY_TYP, type PolicyDocument, type PolicyEdition, verifyPolicy } from '#evisa/policy.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import type { Result } from '#evisa/result.ts'
import { ROOT_TYP, type Root, type RootDocument, rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { type Inflate, STATUS_LIST_TYP, statusBytes, type VisaStatus, verifyStatusList } from '#evisa/status-list.ts'
import {
  type KeyPurpose,
  TRUST_LIST_TYP,
  type TrustedKeyDocument,
  type TrustList,
  type TrustListDocument,
  verifyTrustList,
} from '#evisa/trust-list.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { KEYS, signArtefact, signGeneral, type TestKey } from './made-keys.ts'

/** 2026-11-22T12:00:00+05:00. */
export const NOW = Date.UTC(2026, 10, 22, 7) / 1000
export const DAY = 86_400
export const STATUS_URI = `${STATUS_LIST_URN}3`

/** Claims of a good single-entry tourist visa with a new random number. */
export function makeClaims(overrides: Partial<VisaClaims> = {}): VisaClaims {
  return {
    iss: 'KAZ',
    jti: makeVisaNumber(randomBytes),
    iat: NOW - 7 * DAY,
    category: 'B12',
    entries: 1,
    valid_from: '2026-11-20',
    valid_until: '2026-12-19',
    stay_days: 30,
    enter_by: 'international-airport',
    holder: { surname: 'DOE', given_names: 'JANE ANN', sex: 'F', birth_date: '1990-02-28', nationality: 'IND' },
    passport: { number: 'N1234567', issuer: 'IND', expires: '2031-05-01' },
    status: { status_list: { idx: 54_321, uri: STATUS_URI } },
    ...overrides,
  }
}

/** A signed visa, of claims that need not be good ones. */
export function signVisa(claims: object | string = makeClaims(), key: TestKey = KEYS.visa): string {
  return signArtefact(key, VISA_TYP, claims)
}

/** The text of the code of a visa that can be printed. */
export function qrTextOf(claims: VisaClaims = makeClaims(), prefix?: string): string {
  return unwrap(qrTextOfJws(signVisa(claims), prefix))
}

export function rootDocument(overrides: Partial<RootDocument> = {}): RootDocument {
  const keys = KEYS.root.map(({ jwk }) => jwk)
  return { version: 1, iat: NOW - 300 * DAY, exp: NOW + 1500 * DAY, threshold: 2, keys, ...overrides }
}

/** A trust list's entry for a key: in use for a year either way. */
export function trustedKey(
  key: TestKey,
  purpose: KeyPurpose,
  overrides: Partial<TrustedKeyDocument> = {},
): TrustedKeyDocument {
  const [active_from, sign_until, verify_until] = [NOW - 365 * DAY, NOW + 100 * DAY, NOW + 365 * DAY]
  const { kid, jwk } = key
  return { kid, jwk, purpose, alg: 'ES256', state: 'active', active_from, sign_until, verify_until, ...overrides }
}

export function trustListDocument(overrides: Partial<TrustListDocument> = {}): TrustListDocument {
  const purposes = ['visa', 'policy', 'status', 'snapshot'] as const
  const keys = purposes.map((purpose) => trustedKey(KEYS[purpose], purpose))
  return { version: 7, iat: NOW - 3600, exp: NOW + 30 * DAY, keys, ...overrides }
}

/** A policy of one edition, which takes the changes that are an edition's. */
export function policyDocument(overrides: Partial<PolicyDocument & PolicyEdition> = {}): PolicyDocument {
  const { version = 4, iat = NOW - 10 * DAY, exp = NOW + 355 * DAY, editions, ...change } = overrides
  return { version, iat, exp, editions: editions ?? [{ ...policyEdition(), ...change }] }
}

export function policyEdition(): PolicyEdition {
  const nationalities = ['IND', 'THA', 'SAU']
  return {
    effective_from: '2020-01-01',
    checkpoints: [
      { id: 'NQZ', kind: 'air', name: 'Astana', international: true },
      { id: 'ALA', kind: 'air', name: 'Almaty', international: true },
      { id: 'SCO', kind: 'air', name: 'Aktau airport', international: true },
      { id: 'DZN', kind: 'air', name: 'Zhezkazgan', international: false },
      { id: 'aktau-sea', kind: 'sea', name: 'Aktau port', international: true },
      { id: 'khorgos', kind: 'road', name: 'Nur Zholy', international: true },
    ],
    checkpoint_aliases: { TSE: 'NQZ' },
    categories: [
      { code: 'B12', entries: [1], max_stay_days: 30, max_validity_days: 90, nationalities },
      { code: 'B2', entries: [2, 'multiple'], max_stay_days: null, max_validity_days: null, nationalities },
    ],
    visa_free: { DEU: 30, KGZ: 90 },
    passport_months_beyond_visa: 3,
    limits: {
      trust_refresh_seconds: DAY,
      status_max_age_seconds: { carrier: DAY, border: DAY },
      ledger_warn_age_seconds: 3600,
      ledger_max_age_seconds: DAY,
    },
    passport_required: { carrier: false, border: true },
    exit_by_air_only: false,
    offline_entry: 'admit',
    stay_capped_by_validity: true,
  }
}

/** A status list's payload, all valid but for these. */
export function statusListDocument(
  entries: Iterable<{ readonly index: number; readonly status: VisaStatus }> = [],
  overrides: Record<string, unknown> = {},
) {
  const lst = deflateSync(statusBytes(entries)).toString('base64url')
  return { sub: STATUS_URI, iat: NOW - 600, exp: NOW + 2 * DAY, status_list: { bits: 2, lst }, ...overrides }
}

/** A register's payload: what this key truly issued, as compact JWS. */
export function registerDocument(kid: string, issued: readonly string[], overrides: Record<string, unknown> = {}) {
  const hash = (jws: string) => {
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url')
    return createHash('sha256').update(payload).digest().subarray(0, 16)
  }
  const hashes = Buffer.concat(issued.map(hash).sort(Buffer.compare)).toString('base64url')
  return { kid, iat: NOW - 1800, hashes, ...overrides }
}

/** zlib of Node, held to so many bytes. */
export const inflate: Inflate = async (compressed, maxBytes) => {
  try {
    return inflateSync(compressed, { maxOutputLength: maxBytes })
  } catch {
    return null
  }
}

/** The value of a result; throws where there is none. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`a value was expected, not ${result.error}`)
  return result.value
}

export async function makeRoot(overrides: Partial<RootDocument> = {}): Promise<Root> {
  const text = signGeneral(KEYS.root, ROOT_TYP, rootDocument(overrides))
  return unwrap(await verifyPinnedRoot(text, await rootFingerprint(text)))
}

export async function makeTrustList(overrides: Partial<TrustListDocument> = {}): Promise<TrustList> {
  const text = signGeneral(KEYS.root.slice(0, 2), TRUST_LIST_TYP, trustListDocument(overrides))
  return unwrap(await verifyTrustList(text, await makeRoot()))
}

/** What a border device that has just synced knows; each artefact was signed and verified. */
export async function makeKnowledge(overrides: Partial<Knowledge> = {}): Promise<Knowledge> {
  const trust = await makeTrustList()
  const policy = unwrap(await verifyPolicy(signArtefact(KEYS.policy, POLICY_TYP, policyDocument()), trust))
  const list = signArtefact(KEYS.status, STATUS_LIST_TYP, statusListDocument())
  const statusList = unwrap(await verifyStatusList(list, trust, inflate))
  return {
    ...NOTHING_KNOWN,
    trust,
    policy,
    snapshot: {
      version: 99,
      iat: NOW - 300,
      exp: NOW + DAY,
      artefacts: {},
      ledger: { position: 0 },
      kid: '',
      text: '',
    },
    statusLists: new Map([[statusList.uri, statusList]]),
    ledger: { asOf: NOW - 60, crossingsOf: () => [] },
    timeFloor: NOW - 300,
    online: true,
    ...overrides,
  }
}

/** The knowledge for a visa key in another condition, with a register of what it truly issued if one is given. */
export async function knowledgeWithVisaKey(
  condition: Partial<TrustedKeyDocument>,
  issued?: readonly string[],
): Promise<Knowledge> {
  const { keys } = trustListDocument()
  const trust = await makeTrustList({
    keys: keys.map((key) => (key.purpose === 'visa' ? { ...key, ...condition } : key)),
  })
  if (issued === undefined) return await makeKnowledge({ trust })
  const jws = signArtefact(KEYS.status, REGISTER_TYP, registerDocument(KEYS.visa.kid, issued))
  const register = unwrap(await verifyRegister(jws, trust))
  return await makeKnowledge({ trust, registers: new Map([[register.kid, register]]) })
}
