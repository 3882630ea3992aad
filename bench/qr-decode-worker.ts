/** What a thread of `qr.decode` does: photographs a printed page and has each reader look at it. */
import { readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { civilDateAt } from '#evisa/civil-date.ts'
import { policyOn } from '#evisa/policy.ts'
import { cutOut, type PaperPicture, type PhotographKind, photograph } from '../fixtures/photograph.ts'
import type { Picture, QrReader } from '../scanner-client/offline/read-picture.ts'
import { STOCK_PASS, zxingJsReader } from '../scanner-client/offline/zxing-js-passes.ts'
import { zxingWasmReader } from '../scanner-client/offline/zxing-wasm-reader.ts'
import { inSharp } from '../test/scanner-client/made-pictures.ts'
import { makeBenchWorld, makeVisas } from './made-visas.ts'
import { paperOf } from './printed-pages.ts'
import { plain, smartHealthCard } from './qr-version.ts'

export type PrintedForm = 'ours' | 'plain JWS' | 'SHC'

export interface DecodeTask {
  readonly form: PrintedForm
  readonly dotsAnInch: number
  readonly holder: number
  /** Null: as it was printed. */
  readonly kind: PhotographKind | null
  readonly seed: number
  /** Also by those that come into play only where the first one fails. */
  readonly all: boolean
  /** Bring the picture back. */
  readonly keep?: boolean
}

export interface Decoded {
  /** By zxing-wasm, then the passes of @zxing/library: the station's chain, and the browser's. */
  readonly chain: boolean
  readonly wasm: boolean
  readonly passes: boolean
  readonly stock: boolean
  readonly milliseconds: number
  /** PNG; null where it was not to be kept. */
  readonly png: Uint8Array | null
}

export const HOLDERS = 5

const world = await makeBenchWorld()
const policy = world.knowledge.policy && policyOn(world.knowledge.policy, civilDateAt(world.now))
const visas = await makeVisas(HOLDERS, world)
const wasm = zxingWasmReader(
  new Uint8Array(await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))).buffer,
)
const passes = zxingJsReader()
const stock = zxingJsReader([STOCK_PASS])
const papers = new Map<string, Promise<PaperPicture>>()

export async function decode({
  form,
  dotsAnInch,
  holder,
  kind,
  seed,
  all,
  keep = false,
}: DecodeTask): Promise<Decoded> {
  const name = `${form} ${dotsAnInch} ${holder}`
  const paper = papers.get(name) ?? printed(form, dotsAnInch, holder)
  papers.set(name, paper)
  const picture = kind === null ? cutOut(await paper) : await photograph(await paper, kind, seed)
  const from = performance.now()
  const byWasm = await finds(wasm, picture)
  const byPasses = byWasm && !all ? null : await finds(passes, picture)
  const milliseconds = performance.now() - from
  return {
    chain: byWasm || byPasses === true,
    wasm: byWasm,
    passes: byPasses ?? false,
    stock: all && (await finds(stock, picture)),
    milliseconds,
    png: keep ? await inSharp(picture).png().toBuffer() : null,
  }
}

async function finds(reader: QrReader, picture: Picture): Promise<boolean> {
  return (await reader.read(picture)).length > 0
}

function printed(form: PrintedForm, dotsAnInch: number, holder: number): Promise<PaperPicture> {
  const visa = visas[holder]
  if (visa === undefined || policy === null) throw new RangeError(`no holder ${holder}`)
  const segments = form === 'ours' ? null : form === 'SHC' ? smartHealthCard(visa) : plain(visa)
  return paperOf(visa, policy, dotsAnInch, segments)
}
