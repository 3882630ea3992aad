/** The acts of a rotation on a store: the state machine's verdict, a line in the journal, then the keyring. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { KeyPurpose, TrustedKeyDocument } from '#evisa/trust-list.ts'
import { type JournalEntry, recordAct } from './journal.ts'
import { makeKeyPair } from './key-pair.ts'
import { keyFile, readKeyring, replaceKeyring, writeKey } from './key-store.ts'
import { encryptPkcs8 } from './pkcs8.ts'
import type { Token } from './pkcs11-signer.ts'
import { readPublishedDocuments } from './published-documents.ts'
import { activate, announce, compromise, type Keyring, type Rotated, retire } from './rotation.ts'
import { rotationError } from './rotation-error.ts'

export interface KeyAct {
  readonly dir: string
  readonly kid: string
  readonly now: EpochSeconds
  /** Why it is done, for the journal. */
  readonly reason?: string | null
  /** Does it before the window is over, or though no other key is there to go on with. */
  readonly force?: boolean
}

export interface Announcement {
  readonly dir: string
  readonly purpose: KeyPurpose
  readonly now: EpochSeconds
  readonly windowSeconds: number
  /** What encrypts the new key's file, or the token that makes it and keeps it. */
  readonly keptBy: { readonly passphrase: string } | Token
}

/**
 * Makes a key and announces it. Cut off in between it leaves a private key that no list names, which does no harm.
 * Throws a rotation fault, and what making a key throws.
 */
export async function announceKey(announcement: Announcement): Promise<TrustedKeyDocument> {
  const { dir, purpose, now, windowSeconds, keptBy } = announcement
  // The keyring is read first: a store that cannot take the key must not get its private half either.
  const before = readKeyring(dir)
  const { kid, jwk } = await makeKey(dir, purpose, keptBy)
  const rotated = announce(before, { kid, jwk, purpose }, now, windowSeconds)
  return act(dir, before, rotated, { at: now, act: 'announce', kid, reason: null })
}

/** Lets an announced key sign. Throws a rotation fault, `published/unverified`. */
export async function activateKey({ dir, kid, now, reason = null, force }: KeyAct): Promise<TrustedKeyDocument> {
  const { trust } = await readPublishedDocuments(dir)
  const before = readKeyring(dir)
  return act(dir, before, activate(before, trust.document, kid, now, force), { at: now, act: 'activate', kid, reason })
}

/** Ends the signing of a key. Throws a rotation fault. */
export function retireKey({ dir, kid, now, reason = null, force }: KeyAct): TrustedKeyDocument {
  const before = readKeyring(dir)
  return act(dir, before, retire(before, kid, now, force), { at: now, act: 'retire', kid, reason })
}

/** Marks a key as stolen. Throws a rotation fault. */
export function compromiseKey(options: Omit<KeyAct, 'force'> & { since: EpochSeconds }): TrustedKeyDocument {
  const { dir, kid, since, now, reason = null } = options
  const before = readKeyring(dir)
  return act(dir, before, compromise(before, kid, since, now), { at: now, act: 'compromise', kid, reason })
}

async function makeKey(dir: string, purpose: KeyPurpose, keptBy: Announcement['keptBy']) {
  if ('makeKey' in keptBy) return keptBy.makeKey()
  const { kid, jwk, privateKey } = await makeKeyPair()
  writeKey(dir, keyFile({ purpose, kid }), encryptPkcs8(privateKey, keptBy.passphrase))
  return { kid, jwk }
}

type Deed = Omit<JournalEntry, 'purpose'> & { readonly kid: string }

function act(dir: string, before: Keyring, rotated: Rotated, deed: Deed): TrustedKeyDocument {
  if (!rotated.ok) throw rotationError(rotated.error, deed.kid)
  const key = rotated.value.find(({ kid }) => kid === deed.kid) as TrustedKeyDocument
  const { at, act: name, kid, reason } = deed
  recordAct(dir, { at, act: name, kid, purpose: key.purpose, reason })
  replaceKeyring(dir, before, rotated.value)
  return key
}
