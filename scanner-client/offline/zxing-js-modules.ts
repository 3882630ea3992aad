/**
 * The QR modules of @zxing/library, by deep path: 26 kB gzip instead of the 124 kB of its index, which does not export
 * the detector either. Only this file knows the paths.
 */

import binaryBitmap from '@zxing/library/cjs/core/BinaryBitmap.js'
import checksumException from '@zxing/library/cjs/core/ChecksumException.js'
import type bitMatrix from '@zxing/library/cjs/core/common/BitMatrix.js'
import globalHistogramBinarizer from '@zxing/library/cjs/core/common/GlobalHistogramBinarizer.js'
import hybridBinarizer from '@zxing/library/cjs/core/common/HybridBinarizer.js'
import decodeHintType from '@zxing/library/cjs/core/DecodeHintType.js'
import formatException from '@zxing/library/cjs/core/FormatException.js'
import notFoundException from '@zxing/library/cjs/core/NotFoundException.js'
import decoder from '@zxing/library/cjs/core/qrcode/decoder/Decoder.js'
import detector from '@zxing/library/cjs/core/qrcode/detector/Detector.js'
import type finderPattern from '@zxing/library/cjs/core/qrcode/detector/FinderPattern.js'
import finderPatternFinder from '@zxing/library/cjs/core/qrcode/detector/FinderPatternFinder.js'
import finderPatternInfo from '@zxing/library/cjs/core/qrcode/detector/FinderPatternInfo.js'
import type resultPoint from '@zxing/library/cjs/core/ResultPoint.js'
import rgbLuminanceSource from '@zxing/library/cjs/core/RGBLuminanceSource.js'

export const BinaryBitmap = classOf(binaryBitmap)
export const ChecksumException = classOf(checksumException)
export const Decoder = classOf(decoder)
export const Detector = classOf(detector)
export const FinderPatternFinder = classOf(finderPatternFinder)
export const FinderPatternInfo = classOf(finderPatternInfo)
export const FormatException = classOf(formatException)
export const GlobalHistogramBinarizer = classOf(globalHistogramBinarizer)
export const HybridBinarizer = classOf(hybridBinarizer)
export const NotFoundException = classOf(notFoundException)
export const RGBLuminanceSource = classOf(rgbLuminanceSource)

/** The library's hint that every row matters, not every third of a large picture. */
export const TRY_HARDER = new Map([[classOf(decodeHintType).TRY_HARDER, true]])

export type BitMatrix = InstanceType<typeof bitMatrix.default>
export type FinderPattern = InstanceType<typeof finderPattern.default>
export type ResultPoint = InstanceType<typeof resultPoint.default>

/** What a step answers, or null where the library says that there is no (whole) code. Anything else it throws is a bug. */
export function orNotFound<T>(step: () => T): T | null {
  try {
    return step()
  } catch (error) {
    if (error instanceof NotFoundException) return null
    if (error instanceof FormatException || error instanceof ChecksumException) return null
    throw error
  }
}

// Node hands over a CommonJS module as it is, most bundlers what is under its `default`.
function classOf<T>(module: { readonly default: T }): T {
  return 'default' in module ? module.default : (module as unknown as T)
}
