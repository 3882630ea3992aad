/** Why a frame of the camera showed no code, as far as its pixels tell: what the officer may do about it. */
import type { Picture } from '../../offline/read-picture.ts'

export type Hint = 'too-dark' | 'hold-still' | 'closer'

/** Of 255. A page under a dim lamp is about 60 to 90. */
const DARK_MEAN = 40
/** Two neighbouring pixels that differ by this are an edge of something printed. */
const EDGE = 40
/** A code, even a blurred one, has contrast; a wall or a desk has not. */
const CONTRAST = 60
const GRID = 16
/** A block of the grid is printed on where so large a share of its pixels are edges. */
const EDGES_OF_PRINT = 0.08

/** A hint, or null where there is nothing to say: perhaps there is no code in front of the camera. */
export function hintOf({ width, height, luminance }: Picture): Hint | null {
  const step = Math.max(1, Math.floor(Math.min(width, height) / 240))
  const edges = new Float64Array(GRID * GRID)
  const looked = new Float64Array(GRID * GRID)
  let [sum, count, darkest, brightest, strongest] = [0, 0, 255, 0, 0]
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x + 1 < width; x += step) {
      const at = y * width + x
      const light = luminance[at] ?? 0
      const change = Math.abs(light - (luminance[at + 1] ?? 0))
      const block = Math.floor((y * GRID) / height) * GRID + Math.floor((x * GRID) / width)
      sum += light
      count += 1
      darkest = Math.min(darkest, light)
      brightest = Math.max(brightest, light)
      strongest = Math.max(strongest, change)
      looked[block] = (looked[block] ?? 0) + 1
      if (change > EDGE) edges[block] = (edges[block] ?? 0) + 1
    }
  }
  if (count === 0) return null
  if (sum / count < DARK_MEAN) return 'too-dark'
  if (brightest - darkest < CONTRAST) return null
  if (strongest <= EDGE) return 'hold-still'
  const printed = edges.reduce((blocks, found, at) => blocks + (found / (looked[at] || 1) > EDGES_OF_PRINT ? 1 : 0), 0)
  // A code at the right distance covers a third of the shorter side at least: some twenty blocks and more.
  return printed > 0 && printed < (GRID * GRID) / 14 ? 'closer' : null
}
