/** The two documents that root keys sign, each checked as any scanner would check it before it is handed on. */
import { ROOT_TYP, type Root, type RootDocument, rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { TRUST_LIST_TYP, type TrustList, type TrustListDocument, verifyTrustList } from '#evisa/trust-list.ts'
import { KeyError } from './key-error.ts'
import { type Signer, signGeneral } from './signer.ts'

export interface SignedRoot {
  readonly text: string
  readonly fingerprint: string
  readonly root: Root
}

/** Signs a root document by all of its keys. Throws `published/unverified`. */
export async function signRoot(signers: readonly Signer[], document: RootDocument): Promise<SignedRoot> {
  return checkRoot(await signGeneral(signers, ROOT_TYP, document))
}

/** Reads a root document of our own store, which is its own witness. Throws `published/unverified`. */
export async function checkRoot(text: string): Promise<SignedRoot> {
  const fingerprint = await rootFingerprint(text)
  const root = await verifyPinnedRoot(text, fingerprint)
  if (root.ok) return { text, fingerprint, root: root.value }
  throw new KeyError('published/unverified', `the root document would not be believed: ${root.error}`)
}

/** Signs a trust list by root keys. Throws `published/unverified`. */
export async function signTrustList(
  signers: readonly Signer[],
  document: TrustListDocument,
  root: Root,
): Promise<string> {
  const text = await signGeneral(signers, TRUST_LIST_TYP, document)
  await checkTrustList(text, root)
  return text
}

/** Throws `published/unverified` for a trust list that this root did not sign. */
export async function checkTrustList(text: string, root: Root): Promise<TrustList> {
  const trust = await verifyTrustList(text, root)
  if (trust.ok) return trust.value
  throw new KeyError('published/unverified', `the trust list would not be believed: ${trust.error}`)
}
