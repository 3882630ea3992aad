/** What a file is, by its first bytes: its name and what a header says of it are never believed. */
import { fileTypeFromBuffer } from 'file-type'

export type CopyKind = 'jpeg' | 'png' | 'pdf'

const KINDS: Readonly<Record<string, CopyKind | 'heic'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'application/pdf': 'pdf',
  'image/heic': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif': 'heic',
  'image/heif-sequence': 'heic',
}

// No kind that is taken needs more of a file to be told.
const LOOKED_AT_BYTES = 4100

/** The kind of a file that is taken; `heic`, which is told apart since phones make it; null for everything else. */
export async function tellKind(file: Uint8Array): Promise<CopyKind | 'heic' | null> {
  const found = await fileTypeFromBuffer(file.subarray(0, LOOKED_AT_BYTES))
  return KINDS[found?.mime ?? ''] ?? null
}
