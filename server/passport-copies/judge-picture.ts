/**
 * How well a picture can be read, as far as that can be told without reading it: light, sharpness, size. What no officer could
 * use is refused; all else is a warning, since a person sees more than these figures do.
 */
import type { FindingCode } from './copy-findings.ts'

/** Grey values of a picture that is looked at small: its long side has `LOOKED_AT_PIXELS`, or fewer where it is small itself. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
}
export const LOOKED_AT_PIXELS = 1000

/** The figures that a picture is judged by. */
export interface PictureFigures {
  /** Grey values below which a twentieth, a half, and nineteen twentieths of the picture are. */
  readonly dark: number
  readonly middle: number
  readonly bright: number
  /** Variance of the Laplacian against that of the greys, where the picture is sharpest. */
  readonly sharpness: number
  /** The share of the picture that is white without any detail, and does not reach its edge, as a table would. */
  readonly washedOut: number
}

// A line of 44 letters at the foot of the page needs 10 pixels a letter to be read.
const LEAST_LONG = 600
const LEAST_SHORT = 400
const SMALL_LONG = 1000
// A page opened flat is 1.4 times as long as wide, by itself and with the page above it.
const LONGEST_SHAPE = 2.2
const NO_CONTRAST = 8

/** What is to be said of a picture of this size, in its own pixels. */
export function judgeSize(width: number, height: number): readonly FindingCode[] {
  const [short, long] = width < height ? [width, height] : [height, width]
  if (long < LEAST_LONG || short < LEAST_SHORT) return ['too-small']
  return [
    ...(long < SMALL_LONG ? (['small'] as const) : []),
    ...(long / short > LONGEST_SHAPE ? (['odd-shape'] as const) : []),
  ]
}

const RULES: readonly { readonly code: FindingCode; readonly fails: (figures: PictureFigures) => boolean }[] = [
  { code: 'too-dark', fails: ({ middle, bright }) => middle < 60 && bright < 130 },
  { code: 'too-bright', fails: ({ middle, bright, dark }) => middle > 225 && bright - dark < 50 },
  // On paper that is as white as a lamp no reflection can be told.
  { code: 'glare', fails: ({ washedOut, middle }) => washedOut > 0.007 && middle < 245 },
  { code: 'blurred', fails: ({ sharpness }) => sharpness < 0.06 },
]

/** What is to be said of the light and the sharpness of a picture. */
export function judgeFigures(figures: PictureFigures): readonly FindingCode[] {
  if (figures.bright - figures.dark < NO_CONTRAST && figures.sharpness === 0) return ['empty']
  return RULES.filter(({ fails }) => fails(figures)).map(({ code }) => code)
}

export function measurePicture(picture: GreyPicture): PictureFigures {
  const counts = new Uint32Array(256)
  for (const value of picture.grey) counts[value] = (counts[value] ?? 0) + 1
  const at = (share: number) => {
    let left = share * picture.grey.length
    return counts.findIndex((count) => {
      left -= count
      return left < 0
    })
  }
  const tiles = tilesOf(picture)
  const all = tiles.flat()
  const sharpest = all.map(({ sharpness }) => sharpness).toSorted((one, other) => other - one)
  return {
    dark: at(0.05),
    middle: at(0.5),
    bright: at(0.95),
    // The page need not fill the picture: the sharpest tenth of it shows how sharp it is.
    sharpness: sharpest[Math.floor(sharpest.length / 10)] ?? 0,
    washedOut: whiteWithin(tiles) / Math.max(1, all.length),
  }
}

const TILE = 40
const WHITE = 252
/** Less than this is the grain of the sensor and no detail. */
const LEAST_VARIANCE = 30

interface Tile {
  readonly sharpness: number
  readonly isWhite: boolean
}

/** Rows of tiles. */
function tilesOf({ width, height, grey }: GreyPicture): readonly (readonly Tile[])[] {
  const rows: Tile[][] = []
  for (let top = 1; top + TILE < height; top += TILE) {
    const row: Tile[] = []
    for (let left = 1; left + TILE < width; left += TILE) row.push(tileAt(grey, width, left, top))
    rows.push(row)
  }
  return rows
}

/** How many white tiles no way over white ones leads to from the edge. */
function whiteWithin(rows: readonly (readonly Tile[])[]): number {
  const within = new Map<string, readonly [number, number]>()
  const outside: (readonly [number, number])[] = []
  for (const [y, row] of rows.entries())
    for (const [x, { isWhite }] of row.entries()) {
      if (!isWhite) continue
      const isAtEdge = x === 0 || y === 0 || x === row.length - 1 || y === rows.length - 1
      if (isAtEdge) outside.push([x, y])
      else within.set(`${x} ${y}`, [x, y])
    }
  for (let at = outside.pop(); at !== undefined; at = outside.pop()) {
    const [x, y] = at
    for (const next of [`${x - 1} ${y}`, `${x + 1} ${y}`, `${x} ${y - 1}`, `${x} ${y + 1}`]) {
      const found = within.get(next)
      if (found !== undefined) outside.push(found)
      within.delete(next)
    }
  }
  return within.size
}

function tileAt(grey: Uint8Array, width: number, left: number, top: number): Tile {
  const value = (at: number) => grey[at] ?? 0
  const greys = new Spread()
  const edges = new Spread()
  for (let y = top; y < top + TILE; y++)
    for (let at = y * width + left; at < y * width + left + TILE; at++) {
      greys.add(value(at))
      edges.add(4 * value(at) - value(at - 1) - value(at + 1) - value(at - width) - value(at + width))
    }
  const variance = greys.variance()
  return {
    sharpness: variance < LEAST_VARIANCE ? 0 : edges.variance() / variance,
    isWhite: greys.mean() > WHITE && variance < LEAST_VARIANCE,
  }
}

class Spread {
  #count = 0
  #sum = 0
  #squares = 0
  add(value: number): void {
    this.#count += 1
    this.#sum += value
    this.#squares += value * value
  }
  mean(): number {
    return this.#sum / this.#count
  }
  variance(): number {
    return this.#squares / this.#count - this.mean() ** 2
  }
}
