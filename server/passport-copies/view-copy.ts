/** Looking at a copy: each page by itself, and each look noted. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { OwnCase, Viewing } from '../store/copy-store.ts'
import type { CopyContext } from './begin-copy.ts'
import { openPage } from './copy-crypt.ts'
import { unwrapKey } from './wrap-key.ts'

/** A page of a copy, JPEG. */
export interface CopyPage {
  readonly copy: string
  readonly width: number
  readonly height: number
  /** Of the picture, base64url: what an officer decides on. */
  readonly sha256: string
  readonly jpeg: Uint8Array
}

type ViewContext = Pick<CopyContext, 'store' | 'fileKeys'>

/** A page, from 1, of the newest accepted copy of a case, for an officer who holds it: the caller has judged that. */
export function viewCopy(
  reference: string,
  page: number,
  act: Act,
  context: ViewContext,
): Promise<Result<CopyPage, 'not-there'>> {
  return view({ application: reference, page, of: 'newest' }, act, context)
}

/** A page, from 1, of one's own copy. */
export function viewOwnCopy(
  { application, account }: OwnCase,
  copy: string,
  page: number,
  act: Act,
  context: ViewContext,
): Promise<Result<CopyPage, 'not-there'>> {
  return view({ application, page, of: { account, copy } }, act, context)
}

async function view(
  viewing: Viewing,
  act: Act,
  { store, fileKeys }: ViewContext,
): Promise<Result<CopyPage, 'not-there'>> {
  const found = await store.viewPicture(viewing, act)
  if (found === null) return fail('not-there')
  const { copy, page, width, height, sha256 } = found
  const key = unwrapKey(fileKeys, copy, found)
  const opened = key.ok ? openPage(key.value, copy, page, found.bytes) : key
  // It was kept by this authority and cannot be read: nothing that a caller does changes that.
  if (!opened.ok) throw new Error(`a page of a copy cannot be opened: ${opened.error}`)
  return ok({ copy, width, height, sha256, jpeg: opened.value })
}
