/** The trust lists and roots that the custodians of the made world publish next. */
import { ROOT_TYP, type RootDocument } from '#evisa/root.ts'
import { type KeyPurpose, TRUST_LIST_TYP, type TrustedKeyDocument, type TrustListDocument } from '#evisa/trust-list.ts'
import { DAY, type World } from '../../fixtures/made-world.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { signGeneral } from '../../keys/signer.ts'
import { SPECIMEN_MARK } from '../../keys/specimen.ts'
import type { SigningKeys } from '../../server/signing-keys.ts'
import { type Built, signingKeys } from './build-app.ts'

export interface NextTrustList {
  readonly now: number
  /** Other words on keys, by their names in the made world. */
  readonly change?: Readonly<Record<string, Partial<TrustedKeyDocument>>>
  /** New keys, by name. */
  readonly added?: Readonly<Record<string, KeyPurpose>>
  /** Which keys sign from now on, where it is not the key of the purpose's own name. */
  readonly signs?: Partial<Record<KeyPurpose, string>>
  readonly version?: number
  readonly exp?: number
  /** Whether it says from now on that it is a demonstration's. */
  readonly specimen?: boolean
}

export interface NextKeys extends SigningKeys {
  /** With the keys that were added. */
  readonly world: World
}

/** The keys as they are once the next trust list is published: its version is one higher unless it says otherwise. */
export async function nextTrustList(
  world: World,
  keys: SigningKeys,
  { now, change = {}, added = {}, signs = {}, version, exp, specimen = false }: NextTrustList,
): Promise<NextKeys> {
  const list = payloadOf<TrustListDocument>(keys.trustText)
  const made = { ...world.keys }
  const entries = list.keys.map((entry) => {
    const [, words] = Object.entries(change).find(([name]) => world.keys[name]?.signer.kid === entry.kid) ?? []
    return { ...entry, ...words }
  })
  for (const [name, purpose] of Object.entries(added)) {
    const key = await testKey(name, purpose)
    made[name] = key
    entries.push({
      kid: key.signer.kid,
      jwk: key.jwk,
      purpose,
      alg: 'ES256',
      state: 'active',
      active_from: now,
      sign_until: now + 265 * DAY,
      verify_until: now + 900 * DAY,
    })
  }
  if (specimen) entries.push(SPECIMEN_MARK)
  const document = {
    ...list,
    version: version ?? list.version + 1,
    iat: now,
    exp: exp ?? now + 30 * DAY,
    keys: entries,
  }
  const trustText = await signGeneral(await custodians(), TRUST_LIST_TYP, document)
  const next = { ...world, keys: made }
  return { ...signingKeys(next, signs), roots: keys.roots, trustText, isSpecimen: specimen, world: next }
}

/** The keys with one for rosters, which scanners of the first wire are not told of. */
export async function withRosterKey(world: World, keys: SigningKeys, now: number): Promise<NextKeys> {
  const whole = await nextTrustList(world, keys, { now, added: { roster: 'roster' } })
  const { trustText: firstTrustText } = await nextTrustList(world, keys, { now })
  return { ...whole, firstTrustText }
}

/** The keys of this server as those of a demonstration. */
export async function demonstrate({ keys, world, clock }: Pick<Built, 'keys' | 'world' | 'clock'>): Promise<void> {
  keys.current = await nextTrustList(world, keys.current, { now: clock.now, specimen: true })
}

/** The keys under a root of the next version, whose trust list is signed anew. */
export async function nextRoot(
  world: World,
  keys: SigningKeys,
  { now, signs = {} }: Pick<NextTrustList, 'now' | 'signs'>,
): Promise<NextKeys> {
  const root = payloadOf<RootDocument>(keys.roots.at(-1) ?? '')
  const text = await signGeneral(await custodians(), ROOT_TYP, { ...root, version: root.version + 1, iat: now })
  const next = await nextTrustList(world, keys, { now, signs })
  return { ...next, roots: [...keys.roots, text] }
}

async function custodians() {
  return Promise.all([1, 2].map(async (number) => (await testKey(`root ${number}`, 'root')).signer))
}

function payloadOf<T>(text: string): T {
  return JSON.parse(Buffer.from(JSON.parse(text).payload, 'base64url').toString())
}
