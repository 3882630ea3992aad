/** Training: the made authority's data in a storage of its own, so that the very same scanner works with it. */

import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { Outcome } from '#evisa/reasons.ts'
import { kidOfJwk } from '#evisa/root.ts'
import type { CryptoKeyPair, Enrolment, HeldArtefact, ScannerRole, ScannerStore } from '../../offline/scanner-store.ts'
import world from './training-world.json' with { type: 'json' }

export interface TrainingPerson {
  readonly name:
    | 'good'
    | 'double'
    | 'other-passport'
    | 'expired'
    | 'revoked'
    | 'suspended'
    | 'used-up'
    | 'forged'
    | 'boarding-pass'
  readonly text: string
  readonly mrz: string
  /** What the scanner is to say once the passport was read too. */
  readonly expected: Readonly<Record<ScannerRole, Outcome>>
}

export interface Training {
  readonly enrolment: Enrolment
  /** A clock that began at the made moment. */
  readonly now: () => number
  readonly people: readonly TrainingPerson[]
}

/** A key of this page that nobody can read out. */
function makePageKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
}

/**
 * Fills an empty storage. Nothing in it ever leaves it: its server is nowhere. `makeKey`: for a storage that keeps keys in
 * another way than the browser's.
 */
export async function beginTraining(
  store: ScannerStore,
  role: ScannerRole,
  makeKey: () => Promise<CryptoKeyPair> = makePageKey,
): Promise<Training> {
  const key = await makeKey()
  const { kty, crv, x = '', y = '' } = await crypto.subtle.exportKey('jwk', key.publicKey)
  if (kty !== 'EC' || crv !== 'P-256') throw new TypeError('a P-256 key was made')
  const enrolment: Enrolment = {
    server: 'https://training.invalid',
    issuer: 'https://training.invalid',
    device: 'training',
    kid: await kidOfJwk({ kty, crv, x, y }),
    name: 'Training',
    role,
    rootFingerprint: world.root_fingerprint,
    checkpoint: 'NQZ',
  }
  await store.saveEnrolment(enrolment, key)
  const put: readonly HeldArtefact[] = world.artefacts
  await store.saveSet({ put, drop: [], timeFloor: world.now, clockAnchor: null, dropLedger: false }, null)
  if (role === 'border') {
    const crossings = world.ledger as readonly FeedCrossing[]
    await store.addLedgerPage({ crossings, next: crossings.length, asOf: world.now })
  }
  const began = Date.now()
  return {
    enrolment,
    now: () => world.now + Math.floor((Date.now() - began) / 1000),
    people: world.people as readonly TrainingPerson[],
  }
}
