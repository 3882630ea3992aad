/** Decodes the codes that hang on plausible corners: the decoder's checksum, not geometry, says which corner was right. */

import { type Corner, plausibleCorners } from './finder-triples.ts'
import {
  type BitMatrix,
  Decoder,
  Detector,
  FinderPatternInfo,
  orNotFound,
  type ResultPoint,
} from './zxing-js-modules.ts'

const MAX_CORNERS_TRIED = 12
/** Versions tried beside the one measured: swollen or blurred patterns are measured one version off. */
const VERSIONS_ASIDE = [0, 1, -1]
const MODULES_A_VERSION = 4

/** The texts of all codes whose finder patterns stand in these black and white bits. */
export function readCorners(bits: BitMatrix): readonly string[] {
  const texts = new Set<string>()
  const used = new Set<Corner[number]>()
  let tried = 0
  for (const corner of plausibleCorners(bits)) {
    if (corner.some((center) => used.has(center))) continue
    if (++tried > MAX_CORNERS_TRIED) break
    const text = readCorner(bits, corner)
    if (text === null) continue
    texts.add(text)
    for (const center of corner) used.add(center)
  }
  return [...texts]
}

function readCorner(bits: BitMatrix, corner: Corner): string | null {
  const detector = new CornerDetector(bits)
  const measured = orNotFound(() => detector.modulesBetweenCenters(corner))
  if (measured === null) return null
  for (const aside of VERSIONS_ASIDE) {
    const modules = nearestVersion(measured) + aside * MODULES_A_VERSION
    const text = orNotFound(() => new Decoder().decodeBitMatrix(detector.sample(corner, modules)).getText())
    if (text !== null) return text
  }
  return null
}

/** Between finder centers a code has 14, 18, 22, ... modules. */
function nearestVersion(modules: number): number {
  return Math.max(14, Math.round((modules - 14) / MODULES_A_VERSION) * MODULES_A_VERSION + 14)
}

class CornerDetector extends Detector {
  #modules: number | null = null

  modulesBetweenCenters(corner: Corner): number {
    const [bottomLeft, topLeft, topRight] = corner
    const size = super.calculateModuleSize(topLeft, topRight, bottomLeft)
    const estimated = corner.reduce((sum, center) => sum + center.getEstimatedModuleSize(), 0) / corner.length
    return meanLeg(corner) / (Number.isFinite(size) && size >= 1 ? size : estimated)
  }

  sample(corner: Corner, modules: number): BitMatrix {
    this.#modules = modules
    return this.processFinderPatternInfo(new FinderPatternInfo([...corner])).getBits()
  }

  // The library derives the version from the module size; here the version is given and the size follows.
  override calculateModuleSize(topLeft: ResultPoint, topRight: ResultPoint, bottomLeft: ResultPoint): number {
    if (this.#modules === null) return super.calculateModuleSize(topLeft, topRight, bottomLeft)
    return meanLeg([bottomLeft, topLeft, topRight]) / this.#modules
  }
}

function meanLeg([bottomLeft, topLeft, topRight]: readonly [ResultPoint, ResultPoint, ResultPoint]): number {
  return (distance(topLeft, bottomLeft) + distance(topLeft, topRight)) / 2
}

function distance(one: ResultPoint, other: ResultPoint): number {
  return Math.hypot(one.getX() - other.getX(), one.getY() - other.getY())
}
