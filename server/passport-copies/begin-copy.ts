/** Begins a copy of a passport: what is told before anything of it is sent. */
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { Act } from '../store/audit-store.ts'
import type { BeginFault, CopyStore, NewCopy, OwnCase } from '../store/copy-store.ts'
import { type FileKeys, KEY_BYTES, type RandomBytes, wrapKey } from './wrap-key.ts'

/** What acts on copies work with. */
export interface CopyContext {
  readonly store: CopyStore
  readonly fileKeys: FileKeys
  readonly randomBytes: RandomBytes
}

export type SizeFault = 'empty' | { readonly kind: 'too-large'; readonly most: number }

/** Begins a copy of so many bytes, in place of one that is still arriving. */
export async function beginCopy(
  of: OwnCase,
  size: number,
  { sizes }: Pick<TermsEdition, 'sizes'>,
  act: Act,
  context: CopyContext,
): Promise<Result<NewCopy, BeginFault | SizeFault>> {
  const most = sizes.copy_bytes.value
  if (size === 0) return fail('empty')
  if (size > most) return fail({ kind: 'too-large', most })
  const id = uuidv7()
  const copy = { id, size, ...makeKey(id, context) }
  const begun = await context.store.beginCopy(of, copy, act)
  return begun.ok ? ok(copy) : begun
}

/** A new key for a copy, wrapped. */
export function makeKey(copy: string, { fileKeys, randomBytes }: CopyContext) {
  return wrapKey(fileKeys, copy, randomBytes(KEY_BYTES), randomBytes)
}
