/** What `qr.decode` asks its threads, and what they answer. */
import type { PlaceOnScale } from './whole-scale.ts'

export const HOLDERS = 5

export type PrintedForm = 'ours' | 'plain JWS' | 'SHC'

export interface DecodeTask {
  readonly form: PrintedForm
  readonly dotsAnInch: number
  readonly holder: number
  /** Null: as it was printed. */
  readonly place: PlaceOnScale | null
  /** Also by those that come into play only where the first one fails. */
  readonly all: boolean
  /** Bring the picture back. */
  readonly keep?: boolean
}

/** What a reader said of a picture: the text that was printed, nothing, or another text. */
export type Read = 'right' | 'none' | 'wrong'

export interface Decoded {
  /** By zxing-wasm, then the passes of @zxing/library: the station's chain. */
  readonly chain: Read
  readonly wasm: Read
  readonly passes: Read
  readonly stock: Read
  readonly milliseconds: number
  /** What was printed. */
  readonly text: string
  /** PNG; null where it was not to be kept. */
  readonly png: Uint8Array | null
}

/** Any text beside the right one is a wrong one. */
export function readOf(texts: readonly string[], text: string): Read {
  if (texts.length === 0) return 'none'
  return texts.every((one) => one === text) ? 'right' : 'wrong'
}
