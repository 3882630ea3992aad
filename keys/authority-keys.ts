/** What the server works with: the published roots and trust list, and the keys that sign by them, as they change. */
import { createPublicKey, verify } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { KeyPurpose, TrustedKeyDocument, TrustListDocument } from '#evisa/trust-list.ts'
import type { KeysAccess } from './ceremony.ts'
import type { Pkcs11Config } from './config.ts'
import { KeyError } from './key-error.ts'
import { holdsKey, keyFile, openKey } from './key-store.ts'
import { openToken, type Token } from './pkcs11-signer.ts'
import { readPublishedDocuments } from './published-documents.ts'
import { signsAt } from './rotation.ts'
import { type Signer, signerOfKey } from './signer.ts'
import { isMarked } from './specimen.ts'

/** A key that signs, with what the published trust list says of it. */
export interface SigningKey extends Signer {
  readonly terms: TrustedKeyDocument
}

export interface AuthorityKeys {
  /** The texts of the root documents, version 1 first, up to the one that the trust list stands on. */
  readonly roots: readonly string[]
  readonly trustText: string
  /** What scanners of wire version 1 take in its place; null where it is the same. */
  readonly firstTrustText: string | null
  /** The trust list as it was published, verified. */
  readonly trust: TrustListDocument
  /** Whether it says that all that is signed under it is a specimen. */
  readonly isSpecimen: boolean
  /**
   * The key that signs for this purpose at this moment: active in the published trust list, and within its time; of
   * several the one that is active since last. Null if there is none.
   */
  signingKey(purpose: KeyPurpose, now: EpochSeconds): SigningKey | null
}

export interface FollowedKeys {
  /** The present state; the very same object as long as nothing was published. Never rejects. */
  current(): Promise<AuthorityKeys>
  /** Why what lies in the store now is not taken, in one line; null where it is. */
  fault(): string | null
}

/** What enters from outside, besides the store. */
export interface FollowEdge {
  readonly monotonicMilliseconds: () => number
  readonly openToken: (config: Pkcs11Config) => Promise<Token>
}

const REAL_EDGE: FollowEdge = { monotonicMilliseconds: () => performance.now(), openToken }
// What mends a fault may not show in the folders: a mode that was changed, a token that was plugged in.
const RETRY_MILLISECONDS = 1000

/**
 * Follows a store: answers the present state, reads again when something was published, opens each private key once and
 * never a root key. What cannot be read or verified is not taken: the last good state goes on, and `fault` says why. The
 * first time throws instead, whatever reading a store or opening a key throws.
 */
export async function followKeys(access: KeysAccess, edge: Partial<FollowEdge> = {}): Promise<FollowedKeys> {
  const { monotonicMilliseconds, openToken } = { ...REAL_EDGE, ...edge }
  const open = rememberOpened(access, rememberToken(access, openToken))
  let seen = stampOf(access.dir)
  let state = await readAuthorityKeys(access.dir, open, null)
  let fault: string | null = null
  let triedAt = monotonicMilliseconds()
  let reading: Promise<void> | null = null

  const refresh = async (): Promise<void> => {
    triedAt = monotonicMilliseconds()
    try {
      state = await readAuthorityKeys(access.dir, open, state)
      fault = null
    } catch (error) {
      fault = (error as Error).message.replace(/\s+/g, ' ')
    } finally {
      reading = null
    }
  }
  return {
    current: async () => {
      const stamp = stampOf(access.dir)
      const isDue = stamp !== seen || (fault !== null && monotonicMilliseconds() - triedAt >= RETRY_MILLISECONDS)
      // The stamp is older than what is read: a change that comes in between is seen the next time.
      if (isDue && reading === null) {
        seen = stamp
        reading = refresh()
      }
      await reading
      return state
    },
    fault: () => fault,
  }
}

type OpenSigner = (key: TrustedKeyDocument) => Promise<Signer>
type OpenRemembered = () => Promise<Token | null>

async function readAuthorityKeys(dir: string, open: OpenSigner, last: AuthorityKeys | null): Promise<AuthorityKeys> {
  const { roots, trust, trustRoot, firstTrustText } = await readPublishedDocuments(dir)
  const texts = roots.slice(0, trustRoot.root.version).map(({ text }) => text)
  const isSame = last?.trustText === trust.text && last.firstTrustText === firstTrustText
  if (isSame && last.roots.length === texts.length) return last
  if (last !== null && last.trust.version >= trust.document.version && last.trustText !== trust.text) {
    const versions = `${trust.document.version} lies there, ${last.trust.version} is in use`
    throw new KeyError('published/rollback', `the trust list went back, or two have one version: ${versions}`)
  }
  const signing: SigningKey[] = []
  // Of two that became active in one second the one that was announced later comes first.
  for (const terms of trust.document.keys.toReversed()) {
    if (terms.state === 'active') signing.push(Object.freeze({ ...(await open(terms)), terms }))
  }
  signing.sort((a, b) => b.terms.active_from - a.terms.active_from)
  return Object.freeze({
    roots: texts,
    trustText: trust.text,
    firstTrustText,
    trust: trust.document,
    isSpecimen: isMarked(trust.document.keys),
    signingKey: (purpose: KeyPurpose, now: EpochSeconds) =>
      signing.find((key) => key.purpose === purpose && signsAt(key.terms, now)) ?? null,
  })
}

function rememberOpened(access: KeysAccess, token: OpenRemembered): OpenSigner {
  const opened = new Map<string, Signer>()
  return async (terms) => {
    const signer = opened.get(terms.kid) ?? (await openSigner(access, terms, token))
    opened.set(terms.kid, signer)
    return signer
  }
}

async function openSigner(
  { dir, passphrase }: KeysAccess,
  { kid, purpose, jwk }: TrustedKeyDocument,
  token: OpenRemembered,
): Promise<Signer> {
  const file = keyFile({ purpose, kid })
  const signer = holdsKey(dir, file) ? null : await (await token())?.findSigner(kid, purpose)
  // Throws `file/missing` where neither holds it.
  if (!signer) return signerOfKey(kid, purpose, (await openKey(dir, file, kid, passphrase)).privateKey)
  const probe = Buffer.from(`evisa key ${kid}`)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (verify('sha256', probe, { key, dsaEncoding: 'ieee-p1363' }, await signer.sign(probe))) return signer
  throw new KeyError('key/mismatch', `the token holds another key than ${kid} under that name`)
}

/** Opens the token once, when it is first needed. A PIN that was refused is never tried again: that would lock it. */
function rememberToken({ pkcs11 = null }: KeysAccess, open: FollowEdge['openToken']): OpenRemembered {
  let opening: Promise<Token> | null = null
  return async () => {
    if (pkcs11 === null) return null
    opening ??= open(pkcs11)
    try {
      return await opening
    } catch (error) {
      if (!(error instanceof KeyError && error.code === 'pkcs11/pin')) opening = null
      throw error
    }
  }
}

/** Changes whenever something was published or a file was put into the store. */
function stampOf(dir: string): string {
  return ['.', 'published', 'published/trust.json'].map((name) => stampOfPath(join(dir, name))).join('\n')
}

function stampOfPath(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return [ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    // Reading it will tell what is wrong.
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}
