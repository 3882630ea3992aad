/** The two documents that root keys sign, each checked as any scanner would check it before it is handed on. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { Result } from '#evisa/result.ts'
import {
  ROOT_TYP,
  type Root,
  type RootDocument,
  rootFingerprint,
  verifyNextRoot,
  verifyPinnedRoot,
} from '#evisa/root.ts'
import { readStrictJson } from '#evisa/strict-json.ts'
import { TRUST_LIST_TYP, type TrustListDocument, verifyTrustList } from '#evisa/trust-list.ts'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { KeyError } from './key-error.ts'
import { type Signer, signGeneral } from './signer.ts'

export interface SignedRoot {
  readonly text: string
  readonly fingerprint: string
  readonly root: Root
  readonly document: RootDocument
}

export interface SignedTrustList {
  readonly text: string
  /** The list as it was signed, except that it ends no later than its root. */
  readonly document: TrustListDocument
}

/** Signs the first root document by all of its keys. Throws `published/unverified`. */
export async function signRoot(signers: readonly Signer[], document: RootDocument): Promise<SignedRoot> {
  return checkRoot(await signGeneral(signers, ROOT_TYP, document))
}

/** Signs the root document that follows another, by keys of both. Throws `published/unverified`. */
export async function signNextRoot(
  signers: readonly Signer[],
  document: RootDocument,
  previous: Root,
): Promise<SignedRoot> {
  return checkNextRoot(await signGeneral(signers, ROOT_TYP, document), previous)
}

/** Reads the first root document of our own store, which is its own witness. Throws `published/unverified`. */
export async function checkRoot(text: string): Promise<SignedRoot> {
  return signedRoot(text, await verifyPinnedRoot(text, await rootFingerprint(text)))
}

/** Reads the root document that follows another one. Throws `published/unverified`. */
export async function checkNextRoot(text: string, previous: Root): Promise<SignedRoot> {
  return signedRoot(text, await verifyNextRoot(text, previous))
}

/** Signs a trust list by root keys. Throws `published/unverified`. */
export async function signTrustList(
  signers: readonly Signer[],
  document: TrustListDocument,
  root: Root,
): Promise<SignedTrustList> {
  return checkTrustList(await signGeneral(signers, TRUST_LIST_TYP, document), root)
}

/** Reads a trust list. Throws `published/unverified` for one that this root did not sign. */
export async function checkTrustList(text: string, root: Root): Promise<SignedTrustList> {
  const { exp } = believed('trust list', await verifyTrustList(text, root))
  return { text, document: { ...payloadOf<TrustListDocument>(text), exp } }
}

async function signedRoot(text: string, verified: Result<Root, ArtefactFault>): Promise<SignedRoot> {
  const root = believed('root document', verified)
  return { text, fingerprint: await rootFingerprint(text), root, document: payloadOf<RootDocument>(text) }
}

function believed<T>(what: string, verified: Result<T, ArtefactFault>): T {
  if (verified.ok) return verified.value
  throw new KeyError('published/unverified', `the ${what} would not be believed: ${verified.error}`)
}

/** What a text says that has just been verified; verifying gives its keys without their public halves. */
function payloadOf<T>(text: string): T {
  return readStrictJson(textOfBase64url((readStrictJson(text) as { payload: string }).payload)) as T
}
