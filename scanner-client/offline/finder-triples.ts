/**
 * A better choice of the three finder patterns than @zxing/library's own: it takes the three centers seen most often,
 * which in a large code may be a look-alike among the data. Here every center is kept and the triples come in the order
 * of how well they make the corner of a square.
 */

import {
  type BitMatrix,
  type FinderPattern,
  FinderPatternFinder,
  NotFoundException,
  orNotFound,
  TRY_HARDER,
} from './zxing-js-modules.ts'

/** Three finder patterns as they stand in a code, the right angle in the middle, clockwise. */
export type Corner = readonly [bottomLeft: FinderPattern, topLeft: FinderPattern, topRight: FinderPattern]

const MAX_CENTERS = 14
/** Modules between two finder centers: 14 in version 1, 170 in version 40; tilt shortens one leg. */
const MODULES_BETWEEN = { least: 10, most: 200 }
const WORST_LEG_RATIO = 1.8
const WORST_SIZE_RATIO = 2
const WORST_COSINE = 0.5

/** All plausible corners in black and white bits, the likeliest first. */
export function plausibleCorners(bits: BitMatrix): readonly Corner[] {
  const centers = everyCenter(bits)
  const found: { readonly corner: Corner; readonly misfit: number }[] = []
  for (const [first, one] of centers.entries())
    for (const [second, two] of centers.entries())
      for (const [third, three] of centers.entries()) {
        if (first >= second || second >= third) continue
        const corner = asCorner(one, two, three)
        const misfit = misfitOf(corner)
        if (misfit !== null) found.push({ corner, misfit })
      }
  return found.sort((one, other) => one.misfit - other.misfit).map(({ corner }) => corner)
}

// The library's finder stops at the first three centers that are alike and drops the others. Both are private steps of
// it, hence the cast; its version is pinned, and a test reads codes that the stock finder does not.
const OpenFinder = FinderPatternFinder as unknown as new (
  bits: BitMatrix,
  callback: null,
) => { find(hints: typeof TRY_HARDER): unknown; getPossibleCenters(): FinderPattern[] }

class EveryCenterFinder extends OpenFinder {
  haveMultiplyConfirmedCenters(): boolean {
    return false
  }

  findRowSkip(): number {
    return 0
  }

  selectBestPatterns(): never {
    throw new NotFoundException()
  }
}

function everyCenter(bits: BitMatrix): readonly FinderPattern[] {
  const finder = new EveryCenterFinder(bits, null)
  orNotFound(() => finder.find(TRY_HARDER))
  return finder
    .getPossibleCenters()
    .toSorted((one, other) => other.getCount() - one.getCount())
    .slice(0, MAX_CENTERS)
}

/** 0 for the corner of a perfect square, growing with every departure from it; null for what no code looks like. */
function misfitOf([bottomLeft, topLeft, topRight]: Corner): number | null {
  const down = { x: bottomLeft.getX() - topLeft.getX(), y: bottomLeft.getY() - topLeft.getY() }
  const across = { x: topRight.getX() - topLeft.getX(), y: topRight.getY() - topLeft.getY() }
  const height = Math.hypot(down.x, down.y)
  const width = Math.hypot(across.x, across.y)
  const sizes = [bottomLeft, topLeft, topRight].map((center) => center.getEstimatedModuleSize())
  const modules = (height + width) / 2 / (sizes.reduce((sum, size) => sum + size, 0) / 3)
  const legRatio = Math.max(height / width, width / height)
  const sizeRatio = Math.max(...sizes) / Math.min(...sizes)
  const cosine = Math.abs(down.x * across.x + down.y * across.y) / (height * width)
  const plausible =
    modules >= MODULES_BETWEEN.least &&
    modules <= MODULES_BETWEEN.most &&
    legRatio <= WORST_LEG_RATIO &&
    sizeRatio <= WORST_SIZE_RATIO &&
    cosine <= WORST_COSINE
  return plausible ? Math.log(legRatio) + Math.log(sizeRatio) + cosine : null
}

function asCorner(one: FinderPattern, two: FinderPattern, three: FinderPattern): Corner {
  const sides = [distance(two, three), distance(one, three), distance(one, two)]
  const longest = sides.indexOf(Math.max(...sides))
  const [angle, left, right] = longest === 0 ? [one, two, three] : longest === 1 ? [two, one, three] : [three, one, two]
  const turn =
    (right.getX() - angle.getX()) * (left.getY() - angle.getY()) -
    (right.getY() - angle.getY()) * (left.getX() - angle.getX())
  return turn < 0 ? [right, angle, left] : [left, angle, right]
}

function distance(one: FinderPattern, other: FinderPattern): number {
  return Math.hypot(one.getX() - other.getX(), one.getY() - other.getY())
}
