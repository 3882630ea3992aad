/** A grey picture in black and white, as the finders take it. */
import type { Picture } from '../../scanner-client/offline/read-picture.ts'
import {
  BinaryBitmap,
  type BitMatrix,
  GlobalHistogramBinarizer,
  RGBLuminanceSource,
} from '../../scanner-client/offline/zxing-js-modules.ts'

export function blackAndWhite({ luminance, width, height }: Picture): BitMatrix {
  return new BinaryBitmap(
    new GlobalHistogramBinarizer(new RGBLuminanceSource(luminance, width, height)),
  ).getBlackMatrix()
}
