/**
 * Sets of artefacts to attack with: a device's own, the newer one that the authority publishes, and either with changes
 * signed into it, named wrongly by its snapshot, or made to its texts on the way. The same in every run.
 */
import { deflateSync } from 'node:zlib'
import { PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { REGISTER_TYP } from '#evisa/issuance-register.ts'
import { POLICY_TYP } from '#evisa/policy.ts'
import { ROOT_TYP, rootFingerprint } from '#evisa/root.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import {
  SNAPSHOT_LIFE_SECONDS,
  SNAPSHOT_PATH,
  SNAPSHOT_TYP,
  type SnapshotDocument,
  type SnapshotMember,
} from '#evisa/snapshot.ts'
import { STATUS_LIST_TYP, statusBytes } from '#evisa/status-list.ts'
import { type KeyPurpose, TRUST_LIST_TYP, type TrustedKeyDocument } from '#evisa/trust-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { defaultPolicy } from '../../fixtures/default-policy.ts'
import { DAY, NOW } from '../../fixtures/made-world.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { signCompact, signGeneral } from '../../keys/signer.ts'

/** When the set that the device holds was signed, and the newer one that it is offered. */
export const HELD_AT = NOW - 7200
export const NEXT_AT = NOW - 600

/** The texts of a set by their paths; a device has the pinned root under `root/pinned`. */
export type Texts = Readonly<Record<string, string>>

/** What an artefact is made of: its payload, and the names of the keys that sign it. */
export interface Recipe {
  readonly typ: string
  readonly by: readonly string[]
  readonly payload: Readonly<Record<string, unknown>>
}
export type Recipes = Readonly<Record<string, Recipe>>

/** What is other about one artefact; null where it is not there and not named. */
export interface Edit {
  readonly typ?: string
  readonly by?: readonly string[]
  /** Members in place of the payload's own. */
  readonly payload?: Readonly<Record<string, unknown>>
  /** Done to the text before the snapshot names it by its hash. */
  readonly damaged?: (text: string) => string
  /** What the snapshot says of it in place of what is true; null if it says nothing. */
  readonly named?: Partial<SnapshotMember> | null
  /** What is served in its place, of which the snapshot knows nothing; null if nothing is. */
  readonly served?: (text: string, held: Texts) => string | null
}
export type Edits = Readonly<Record<string, Edit | null>>

type Terms = Pick<TrustedKeyDocument, 'purpose' | 'state' | 'active_from' | 'verify_until'>

const inUse = { active_from: NOW - 300 * DAY, verify_until: NOW + 300 * DAY }
const terms = (purpose: KeyPurpose, other: Partial<Terms> = {}): Terms => ({
  purpose,
  state: 'active',
  ...inUse,
  ...other,
})
const SIGNING = ['policy', 'status', 'snapshot'] as const
const KEYS: Readonly<Record<string, Terms>> = {
  visa: terms('visa'),
  // A visa key that a thief had: its register must never get lost.
  stolen: terms('visa', { state: 'compromised' }),
  ...Object.fromEntries(SIGNING.map((purpose) => [purpose, terms(purpose)])),
  ...Object.fromEntries(SIGNING.map((purpose) => [`${purpose} 2`, terms(purpose)])),
  ...Object.fromEntries(SIGNING.map((purpose) => [`${purpose} stolen`, terms(purpose, { state: 'compromised' })])),
  ...Object.fromEntries(SIGNING.map((purpose) => [`${purpose} announced`, terms(purpose, { active_from: NOW + DAY })])),
  ...Object.fromEntries(
    SIGNING.map((purpose) => [`${purpose} spent`, terms(purpose, { state: 'retired', verify_until: HELD_AT - DAY })]),
  ),
}

export const ROOT_KEYS = [
  ['root 1', 'root 2', 'root 3'],
  ['root 4', 'root 5', 'root 6'],
  ['root 7', 'root 8', 'root 9'],
] as const

const SIGNERS = new Map(
  await Promise.all(
    [...Object.keys(KEYS), ...ROOT_KEYS.flat(), 'stranger', 'another stranger'].map(
      async (name) => [name, await testKey(name, KEYS[name]?.purpose ?? 'root')] as const,
    ),
  ),
)

export function keyOf(name: string) {
  const key = SIGNERS.get(name)
  if (key === undefined) throw new RangeError(`no key of the name ${name}`)
  return key
}

/** Where the register of the key `stolen` stands. */
export const REGISTER_PATH = `register/${keyOf('stolen').signer.kid}`

/** The keys as a trust list has them, some in another condition; null for one that is not listed. */
export function listedKeys(changes: Readonly<Record<string, Partial<TrustedKeyDocument> | null>> = {}) {
  return Object.entries(KEYS)
    .filter(([name]) => changes[name] !== null)
    .map(([name, ofKey]): TrustedKeyDocument => {
      const { jwk, signer } = keyOf(name)
      return { kid: signer.kid, jwk, alg: 'ES256', sign_until: ofKey.verify_until, ...ofKey, ...changes[name] }
    })
}

export function rootRecipe(version: number, keys: readonly string[], by: readonly string[]): Recipe {
  const jwks = keys.map((name) => keyOf(name).jwk)
  const payload = { version, iat: NOW - 100 * DAY, exp: NOW + 1700 * DAY, threshold: 2, keys: jwks }
  return { typ: ROOT_TYP, by, payload }
}

function statusRecipe(list: number, iat: number): Recipe {
  const lst = deflateSync(statusBytes([{ index: 7, status: 'revoked' }])).toString('base64url')
  const payload = { sub: `${STATUS_LIST_URN}${list}`, iat, exp: iat + 2 * DAY, status_list: { bits: 2, lst } }
  return { typ: STATUS_LIST_TYP, by: ['status'], payload }
}

function recipesOf(iat: number, versions: Readonly<Record<'trust' | 'policy' | 'snapshot', number>>): Recipes {
  const { trust, policy, snapshot } = versions
  const snapshotPayload = { version: snapshot, iat, exp: iat + SNAPSHOT_LIFE_SECONDS, ledger: { position: 1 } }
  return {
    'root/1': rootRecipe(1, ROOT_KEYS[0], ['root 1', 'root 2']),
    trust: {
      typ: TRUST_LIST_TYP,
      by: ['root 1', 'root 2'],
      payload: { version: trust, iat, exp: iat + 30 * DAY, keys: listedKeys() },
    },
    policy: {
      typ: POLICY_TYP,
      by: ['policy'],
      payload: { version: policy, iat, exp: iat + 365 * DAY, ...defaultPolicy() },
    },
    'status/0': statusRecipe(0, iat),
    'status/1': statusRecipe(1, iat),
    [REGISTER_PATH]: {
      typ: REGISTER_TYP,
      by: ['status'],
      payload: { kid: keyOf('stolen').signer.kid, iat, hashes: Buffer.alloc(16, 7).toString('base64url') },
    },
    [SNAPSHOT_PATH]: { typ: SNAPSHOT_TYP, by: ['snapshot'], payload: snapshotPayload },
  }
}

/** What the device holds, and what the authority publishes after it: every member is a new one. */
export const HELD = recipesOf(HELD_AT, { trust: 7, policy: 4, snapshot: 99 })
export const NEXT = recipesOf(NEXT_AT, { trust: 8, policy: 5, snapshot: 100 })

/** The newer set after the root was rotated once, from the first keys to the second ones, and twice. */
export const ROTATED: Recipes = {
  ...NEXT,
  'root/2': rootRecipe(2, ROOT_KEYS[1], ['root 1', 'root 2', 'root 4', 'root 5']),
  trust: { ...(NEXT.trust as Recipe), by: ['root 4', 'root 5'] },
}
export const ROTATED_TWICE: Recipes = {
  ...ROTATED,
  'root/3': rootRecipe(3, ROOT_KEYS[2], ['root 5', 'root 6', 'root 8', 'root 9']),
  trust: { ...(NEXT.trust as Recipe), by: ['root 7', 'root 9'] },
}

/** What a device holds that went over to the second root before. */
export const HELD_ROTATED: Recipes = {
  ...HELD,
  'root/2': ROTATED['root/2'] as Recipe,
  trust: { ...(HELD.trust as Recipe), by: ['root 4', 'root 6'] },
}

/** Signs what the recipes say, as changed, and the snapshot that names it all; gives what is served. */
export async function publish(recipes: Recipes, edits: Edits = {}): Promise<Texts> {
  const named: [string, SnapshotMember][] = []
  const served: [string, string | null][] = []
  for (const path of new Set([...Object.keys(recipes), ...Object.keys(edits)])) {
    // `__proto__` and `constructor` are names like others here.
    const edit = Object.hasOwn(edits, path) ? edits[path] : undefined
    if (path === SNAPSHOT_PATH || edit === null) continue
    const recipe = Object.hasOwn(recipes, path) ? recipes[path] : undefined
    const text = recipe === undefined ? null : await signed(recipe, edit)
    const payload = { ...recipe?.payload, ...edit?.payload }
    const version = Number(payload.version ?? payload.iat)
    const member = { version, sha256: await sha256Base64url(text ?? ''), ...edit?.named }
    if (edit?.named !== null) named.push([path, member])
    served.push([path, await asServed(text, edit)])
  }
  const edit = edits[SNAPSHOT_PATH]
  const recipe = recipes[SNAPSHOT_PATH]
  if (recipe !== undefined && edit !== null) {
    const { ledger, ...payload } = recipe.payload
    const artefacts: SnapshotDocument['artefacts'] = Object.fromEntries(named)
    const text = await signed({ ...recipe, payload: { ...payload, artefacts, ledger } }, edit)
    served.push([SNAPSHOT_PATH, await asServed(text, edit)])
  }
  return Object.fromEntries(served.filter((entry): entry is [string, string] => entry[1] !== null))
}

async function signed(recipe: Recipe, edit: Edit | undefined): Promise<string> {
  const { typ, by } = { ...recipe, ...edit }
  const text = await signedOnce(recipe.typ, { typ, by, payload: { ...recipe.payload, ...edit?.payload } })
  return edit?.damaged?.(text) ?? text
}

// Most texts are the same in most sets: each is signed once.
const signatures = new Map<string, Promise<string>>()

function signedOnce(kind: string, { typ, by, payload }: Recipe): Promise<string> {
  const signers = by.map((name) => keyOf(name).signer)
  const [first] = signers
  if (first === undefined) throw new RangeError('somebody has to sign it')
  const isByRoots = kind === ROOT_TYP || kind === TRUST_LIST_TYP
  const of = JSON.stringify({ kind, typ, by, payload })
  const text = signatures.get(of) ?? (isByRoots ? signGeneral(signers, typ, payload) : signCompact(first, typ, payload))
  signatures.set(of, text)
  return text
}

async function asServed(text: string | null, edit: Edit | undefined): Promise<string | null> {
  if (edit?.served === undefined) return text
  return edit.served(text ?? '', await HELD_TEXTS)
}

const HELD_TEXTS: Promise<Texts> = publish(HELD)

/** The texts of a set as a device holds them: the root that it was enrolled with is the pinned one. */
export async function asHeld(recipes: Recipes, edits: Edits = {}): Promise<Texts> {
  const { 'root/1': pinned = '', ...others } = await publish(recipes, edits)
  return { [PINNED_ROOT_PATH]: pinned, ...others }
}

/** What an enrolment code carried: the first root, of every set here. */
export const ROOT_FINGERPRINT = await rootFingerprint((await HELD_TEXTS)['root/1'] ?? '')
