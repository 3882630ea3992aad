/** The dark modules of a QR code as the path of an SVG, with the white edge that readers need. */

export interface QrDrawing {
  /** Modules along a side, the edge included. */
  readonly size: number
  readonly path: string
}

const EDGE = 4
/** More than any QR code of bytes holds at this level of correction. */
const MAX_BYTES = 2953

/** Null for a text that is too long for any code. */
export async function drawQr(text: string): Promise<QrDrawing | null> {
  if (new TextEncoder().encode(text).length > MAX_BYTES) return null
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const parts: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      const from = column
      while (column + 1 < modules.size && modules.get(row, column + 1)) column++
      parts.push(`M${from + EDGE} ${row + EDGE}h${column - from + 1}v1h-${column - from + 1}z`)
    }
  }
  return { size: modules.size + 2 * EDGE, path: parts.join('') }
}
