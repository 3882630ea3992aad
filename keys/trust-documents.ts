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
import { FIRST_PURPOSES, TRUST_LIST_TYP, type TrustListDocument, verifyTrustList } from '#evisa/trust-list.ts'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { KeyError } from './key-error.ts'
import { writePublished } from './key-store.ts'
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

/** Signs one trust list by root keys. Throws `published/unverified`. */
export async function signTrustList(
  signers: readonly Signer[],
  document: TrustListDocument,
  root: Root,
): Promise<SignedTrustList> {
  return checkTrustList(await signGeneral(signers, TRUST_LIST_TYP, document), root)
}

/** A trust list as it is published. */
export interface SignedTrustLists {
  readonly whole: SignedTrustList
  /** The text that scanners of wire version 1 take, which refuse purposes that they do not know; null where none is named. */
  readonly firstText: string | null
}

/** Signs a trust list by root keys, for each version of the wire. Throws `published/unverified`. */
export async function signTrustLists(
  signers: readonly Signer[],
  document: TrustListDocument,
  root: Root,
): Promise<SignedTrustLists> {
  const whole = await signTrustList(signers, document, root)
  const first = firstListOf(document)
  return { whole, firstText: first === null ? null : (await signTrustList(signers, first, root)).text }
}

/** What scanners of wire version 1 take in the place of this list; null where it has nothing that they do not know. */
export function firstListOf({ extensions, ...document }: TrustListDocument): TrustListDocument | null {
  const keys = document.keys.filter(({ purpose }) => FIRST_PURPOSES.includes(purpose))
  return keys.length === document.keys.length && extensions === undefined ? null : { ...document, keys }
}

/** Puts them in the place of those before. It is done once the whole list is written: the other one counts beside it alone. */
export function publishTrustLists(dir: string, { whole, firstText }: SignedTrustLists): void {
  if (firstText !== null) writePublished(dir, `first-trust-${whole.document.version}.json`, firstText)
  writePublished(dir, 'trust.json', whole.text)
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
