/** What a thread of `qr.decode` does: photographs a printed page and has each reader look at it. */
import { readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { civilDateAt } from '#evisa/civil-date.ts'
import { policyOn } from '#evisa/policy.ts'
import { cutOut, type PaperPicture } from '../fixtures/photograph.ts'
import { STOCK_PASS, zxingJsReader } from '../scanner-client/offline/zxing-js-passes.ts'
import { zxingWasmReader } from '../scanner-client/offline/zxing-wasm-reader.ts'
import type { QrSegment } from '../server/visa-document/qr-picture.ts'
import { inSharp } from '../test/scanner-client/made-pictures.ts'
import { type MadeVisa, makeBenchWorld, makeVisas } from './made-visas.ts'
import { paperOf } from './printed-pages.ts'
import { type Decoded, type DecodeTask, HOLDERS, type PrintedForm, readOf } from './qr-decode-tasks.ts'
import { plain, smartHealthCard } from './qr-version.ts'
import { pictureAt } from './whole-scale.ts'

const world = await makeBenchWorld()
const policy = world.knowledge.policy && policyOn(world.knowledge.policy, civilDateAt(world.now))
const visas = await makeVisas(HOLDERS, world)
const wasm = zxingWasmReader(
  new Uint8Array(await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))).buffer,
)
const passes = zxingJsReader()
const stock = zxingJsReader([STOCK_PASS])
const papers = new Map<string, Promise<PaperPicture>>()

export async function decode({ form, dotsAnInch, holder, place, all, keep = false }: DecodeTask): Promise<Decoded> {
  const name = `${form} ${dotsAnInch} ${holder}`
  const paper = papers.get(name) ?? printed(form, dotsAnInch, holder)
  papers.set(name, paper)
  const picture = place === null ? cutOut(await paper) : await pictureAt(await paper, place)
  const text = textOf(form, visaOf(holder))
  const from = performance.now()
  const byWasm = readOf(await wasm.read(picture), text)
  const byPasses = byWasm !== 'none' && !all ? 'none' : readOf(await passes.read(picture), text)
  const milliseconds = performance.now() - from
  return {
    chain: byWasm === 'none' ? byPasses : byWasm,
    wasm: byWasm,
    passes: byPasses,
    stock: all ? readOf(await stock.read(picture), text) : 'none',
    milliseconds,
    text,
    png: keep ? await inSharp(picture).png().toBuffer() : null,
  }
}

function visaOf(holder: number): MadeVisa {
  const visa = visas[holder]
  if (visa === undefined) throw new RangeError(`no holder ${holder}`)
  return visa
}

function segmentsOf(form: PrintedForm, visa: MadeVisa): readonly QrSegment[] | null {
  return form === 'ours' ? null : form === 'SHC' ? smartHealthCard(visa) : plain(visa)
}

function textOf(form: PrintedForm, visa: MadeVisa): string {
  const segments = segmentsOf(form, visa)
  return segments === null ? visa.text : segments.map(({ data }) => String(data)).join('')
}

function printed(form: PrintedForm, dotsAnInch: number, holder: number): Promise<PaperPicture> {
  if (policy === null) throw new Error('no policy')
  const visa = visaOf(holder)
  return paperOf(visa, policy, dotsAnInch, segmentsOf(form, visa))
}
