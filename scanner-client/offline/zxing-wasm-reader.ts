/** The leading QR reader: zxing-cpp compiled to WebAssembly. */

import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { Picture, QrReader } from './read-picture.ts'

// "Fast" settings lose 6 points and every dark-mode screen. 'Plain' keeps the text as it was written: the library's own
// default would set GS1 texts in brackets.
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryInvert: true,
  tryDownscale: true,
  tryRotate: true,
  maxNumberOfSymbols: 8,
  textMode: 'Plain',
}

/**
 * A reader on zxing-wasm. The wasm is compiled at the first picture; where WebAssembly may not run, that read rejects.
 *
 * @param wasm `zxing_reader.wasm` itself, or the URL of it on our own origin. It is never left out: the package would
 *   fetch it from a CDN. One for the whole program, since the package holds a single module.
 */
export function zxingWasmReader(wasm: ArrayBuffer | string): QrReader {
  const overrides = typeof wasm === 'string' ? { locateFile: () => wasm } : { wasmBinary: wasm }
  prepareZXingModule({ overrides })
  return {
    name: 'zxing-wasm',
    async read(picture) {
      const found = await readBarcodes(portableGreyMap(picture), OPTIONS)
      return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))]
    },
  }
}

// The library takes files or RGBA; a PGM file is the one of them that holds grey pixels as they are.
function portableGreyMap({ width, height, luminance }: Picture): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const file = new Uint8Array(header.length + luminance.length)
  file.set(header)
  file.set(luminance, header.length)
  return file
}
