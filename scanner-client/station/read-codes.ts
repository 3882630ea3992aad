/** The codes in a picture or a PDF. What reads them takes longer to load than a text to check: it is loaded when one is there. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { codesOnPages, type FoundCodes, type PageRange } from '../offline/found-codes.ts'
import { chainReaders, type QrReader } from '../offline/read-picture.ts'
import { zxingJsReader } from '../offline/zxing-js-passes.ts'
import { zxingWasmReader } from '../offline/zxing-wasm-reader.ts'
import { loadPdf } from './load-pdf.ts'
import { picturePages } from './load-picture.ts'

/** The station's QR reader: zxing-wasm, its wasm from the installed package, then the passes of @zxing/library. */
export function stationReader(): Promise<QrReader> {
  reader ??= loadReader()
  return reader
}

let reader: Promise<QrReader> | undefined

async function loadReader(): Promise<QrReader> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  return chainReaders([zxingWasmReader(new Uint8Array(wasm).buffer), zxingJsReader()])
}

/** @throws {SourceError} as `loadPicture` */
export async function codesOfPicture(file: Uint8Array, range: PageRange): Promise<FoundCodes> {
  return codesOnPages(picturePages(file, range), range, await stationReader())
}

/** @throws {SourceError} as `loadPdf` */
export async function codesOfPdf(file: Uint8Array, range: PageRange): Promise<FoundCodes> {
  return codesOnPages(loadPdf(file, range), range, await stationReader())
}
