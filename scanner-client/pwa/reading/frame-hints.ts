/** Why a frame of the camera showed no code, as far as its pixels tell: what the officer may do about it. */
import type { Picture } from '../../offline/read-picture.ts'

export type Hint = 'too-dark' | 'hold-still' | 'closer'

/** A grey level, of 255. White paper at a third of the light that it needs has about 80; a black table around it says nothing. */
const DARK_PAPER = 70
/** Grey levels, of 255. A code, even a blurred one, has contrast; a wall or a table has not. */
const CONTRAST = 40
/** Blocks along the shorter side. */
const BLOCKS = 16
/** Pixels over which a change counts that is no edge any more. */
const FAR = 4
/** Shares of the squared contrast that pixels {@link FAR} apart differ by: where anything is, where a code's modules are. */
const ANYTHING = 0.015
const MODULES = 0.08
/** A sharp edge makes a quarter of its change over {@link FAR} pixels within one of them, a smear a sixteenth. */
const SHARP = 0.125
/** A noise with a standard deviation of 12 grey levels makes so much: more is no noise but print all over the picture. */
const MOST_NOISE = 2 * 12 ** 2
/** A code that covers less of the picture has modules of three pixels and fewer. */
const LEAST_COVERED = 0.07

/** A hint, or null where there is nothing to say: perhaps there is no code in front of the camera. */
export function hintOf(picture: Picture): Hint | null {
  const { width, height, luminance } = picture
  const side = Math.floor(Math.min(width, height) / BLOCKS)
  if (side <= FAR) return null
  const [dark, light] = ends(luminance)
  if (light < DARK_PAPER) return 'too-dark'
  if (light - dark < CONTRAST) return null
  const contrast = (light - dark) ** 2
  const blocks = blocksOf(picture, side)
  const noise = noiseOf(blocks)
  let [near, far, covered] = [0, 0, 0]
  for (const block of blocks) {
    const change = block.far - noise
    if (change < contrast * ANYTHING) continue
    near += block.near - noise
    far += change
    if (change > contrast * MODULES) covered += 1
  }
  if (far === 0) return null
  if (near / far < SHARP) return 'hold-still'
  return covered > 0 && covered / blocks.length < LEAST_COVERED ? 'closer' : null
}

/** Mean squared changes over one pixel and over {@link FAR}. */
interface Changes {
  readonly near: number
  readonly far: number
}

function blocksOf(picture: Picture, side: number): readonly Changes[] {
  const blocks: Changes[] = []
  for (let top = 0; top + side <= picture.height; top += side) {
    for (let left = 0; left + side <= picture.width; left += side) blocks.push(changesIn(picture, left, top, side))
  }
  return blocks
}

/** A sensor's noise changes as much in one pixel as in four; the calmest parts of the picture show how much. */
function noiseOf(blocks: readonly Changes[]): number {
  const calm = blocks.map(({ near }) => near).sort((one, other) => one - other)[Math.floor(blocks.length / 8)] ?? 0
  return Math.min(calm, MOST_NOISE)
}

/** Looks down or across, whichever is more smeared, since a hand shakes in one direction. */
function changesIn({ width, luminance }: Picture, left: number, top: number, side: number): Changes {
  const sums = { across: { near: 0, far: 0 }, down: { near: 0, far: 0 } }
  const reach = side - FAR
  for (let y = top; y < top + reach; y += 2) {
    for (let x = left; x < left + reach; x++) {
      const at = y * width + x
      const here = luminance[at] ?? 0
      sums.across.near += (here - (luminance[at + 1] ?? 0)) ** 2
      sums.across.far += (here - (luminance[at + FAR] ?? 0)) ** 2
      sums.down.near += (here - (luminance[at + width] ?? 0)) ** 2
      sums.down.far += (here - (luminance[at + FAR * width] ?? 0)) ** 2
    }
  }
  const { across, down } = sums
  const looked = Math.ceil(reach / 2) * reach
  const smeared = across.near * down.far < down.near * across.far ? across : down
  return { near: smeared.near / looked, far: smeared.far / looked }
}

/** How dark the darkest of the pixels are, and how light the lightest, but for one in 200: single pixels are noise. */
function ends(luminance: Uint8ClampedArray): readonly [number, number] {
  const counts = new Uint32Array(256)
  for (let at = 0; at < luminance.length; at += 3) {
    const grey = luminance[at] ?? 0
    counts[grey] = (counts[grey] ?? 0) + 1
  }
  const few = Math.ceil(luminance.length / 3 / 200)
  let [dark, light] = [0, 255]
  for (let left = few - (counts[0] ?? 0); left > 0 && dark < 255; left -= counts[dark] ?? 0) dark += 1
  for (let left = few - (counts[255] ?? 0); left > 0 && light > 0; left -= counts[light] ?? 0) light -= 1
  return [dark, light]
}
