/** The second QR reader: @zxing/library in several passes, for where WebAssembly may not run. */

import { blurred, halved, inverted, reduced } from './picture-filters.ts'
import { readCorners } from './read-corners.ts'
import type { Picture, QrReader } from './read-picture.ts'
import {
  BinaryBitmap,
  type BitMatrix,
  Decoder,
  Detector,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  orNotFound,
  RGBLuminanceSource,
  TRY_HARDER,
} from './zxing-js-modules.ts'

/** One way of looking: what is done to the picture, how it becomes black and white, how codes are located in that. */
export interface Pass {
  readonly name: string
  readonly prepare: (picture: Picture) => Picture
  readonly threshold: keyof typeof BINARIZERS
  readonly locate: (bits: BitMatrix) => readonly string[]
}

/** Above this a picture is reduced first: without a code on it, 12 megapixels would keep the passes busy for seconds. */
const MAX_PIXELS = 8_000_000

const BINARIZERS = { local: HybridBinarizer, global: GlobalHistogramBinarizer }

/** The library as it is. It reads only every second picture of a larger code. */
export const STOCK_PASS: Pass = { name: 'stock', prepare: asItIs, threshold: 'local', locate: locateAsStock }

/** Every pass reads pictures that those before it did not; the blur alone, in the place of stock, would read fewer. */
export const PASSES: readonly Pass[] = [
  STOCK_PASS,
  { name: 'triples', prepare: asItIs, threshold: 'local', locate: readCorners },
  { name: 'blurred', prepare: blurred, threshold: 'local', locate: readCorners },
  { name: 'global threshold', prepare: asItIs, threshold: 'global', locate: readCorners },
  { name: 'half scale', prepare: halved, threshold: 'local', locate: readCorners },
  { name: 'inverted', prepare: inverted, threshold: 'local', locate: readCorners },
]

/** A reader on @zxing/library: the passes one after the other, the first that finds something wins. */
export function zxingJsReader(passes: readonly Pass[] = PASSES): QrReader {
  return {
    name: '@zxing/library',
    async read(picture) {
      const factor = Math.ceil(Math.sqrt((picture.width * picture.height) / MAX_PIXELS))
      const looked = factor > 1 ? reduced(picture, factor) : picture
      for (const pass of passes) {
        const texts = runPass(pass, looked)
        if (texts.length > 0) return texts
      }
      return []
    },
  }
}

function runPass({ prepare, threshold, locate }: Pass, picture: Picture): readonly string[] {
  const { luminance, width, height } = prepare(picture)
  const binarizer = new BINARIZERS[threshold](new RGBLuminanceSource(luminance, width, height))
  const bits = orNotFound(() => new BinaryBitmap(binarizer).getBlackMatrix())
  return bits === null ? [] : locate(bits)
}

function locateAsStock(bits: BitMatrix): readonly string[] {
  const text = orNotFound(() => {
    const code = new Detector(bits).detect(TRY_HARDER)
    return new Decoder().decodeBitMatrix(code.getBits(), TRY_HARDER).getText()
  })
  return text === null ? [] : [text]
}

function asItIs(picture: Picture): Picture {
  return picture
}
