/** Whether a picture is made smaller before it is sent: a poor line has less to carry, and every letter can still be read. */

/** Sharper than what the authority keeps. */
const LONG_SIDE_PIXELS = 2500
/** Below this nobody waits for it. */
const SMALL_BYTES = 1_500_000

export interface PictureToSend {
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** Whether the authority takes its kind as it is. */
  readonly isTaken: boolean
}

/** By how much each side is multiplied; null where the file goes as it is. */
export function scaleFor({ width, height, bytes, isTaken }: PictureToSend): number | null {
  const long = Math.max(width, height)
  if (isTaken && (bytes <= SMALL_BYTES || long <= LONG_SIDE_PIXELS)) return null
  return Math.min(1, LONG_SIDE_PIXELS / long)
}
