/** What a QR reader is, and how several make one: a picture goes in, the texts of the codes on it come out. */

/** A grey picture: one byte a pixel, row by row from the top left, 0 black, 255 white. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly luminance: Uint8ClampedArray
}

/** Finds QR codes. `read` answers all texts found, `[]` where there is none; only a bug or a missing part rejects. */
export interface QrReader {
  readonly name: string
  read(picture: Picture): Promise<readonly string[]>
}

/**
 * The readers one after the other; the first that finds something wins. Each reader turns its own library's "not found"
 * into `[]`, so that nothing is caught here and a real bug surfaces.
 */
export function chainReaders(readers: readonly QrReader[]): QrReader {
  return {
    name: readers.map(({ name }) => name).join(', then '),
    async read(picture) {
      for (const reader of readers) {
        const texts = await reader.read(picture)
        if (texts.length > 0) return texts
      }
      return []
    },
  }
}

/** A camera frame or canvas (4 bytes a pixel: red, green, blue, alpha) as a grey picture on white. */
export function pictureOfRgba(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Picture {
  if (rgba.length !== width * height * 4) throw new RangeError('rgba must hold width * height * 4 bytes')
  const luminance = new Uint8ClampedArray(width * height)
  for (let pixel = 0, at = 0; pixel < luminance.length; pixel++, at += 4) {
    // Weights of ITU-R BT.601 in 1,024ths; transparent parts show the white of the page.
    const grey = (306 * (rgba[at] ?? 0) + 601 * (rgba[at + 1] ?? 0) + 117 * (rgba[at + 2] ?? 0)) / 1024
    const alpha = rgba[at + 3] ?? 255
    luminance[pixel] = alpha === 255 ? grey : (grey * alpha + 255 * (255 - alpha)) / 255
  }
  return { width, height, luminance }
}
