/** `qr.decode`: how many photographs of the printed page are read, by kind of harm; beside other codes and single readers. */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { PHOTOGRAPH_KINDS } from '../fixtures/photograph.ts'
import { type BenchResult, median, round } from './measure.ts'
import type { Decoded, DecodeTask, PrintedForm } from './qr-decode-worker.ts'

const EACH_KIND = 50
const EACH_KIND_OF_OTHERS = 5
const EACH_KIND_OF_BROWSER = 10
const HOLDERS = 5
const DOTS_AN_INCH = [150, 200, 300]
const TARGET = 93

// It belongs to the project that knows the browser's types: from here it is only called.
const BROWSER = new URL('../test/browser/read-by-browser.ts', import.meta.url).href
type ReadByBrowser = (pictures: readonly Buffer[]) => Promise<readonly { frame: boolean; picture: boolean }[]>

export async function qrDecode(): Promise<BenchResult> {
  const threads = new Piscina({
    filename: new URL('qr-decode-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
  })
  const decode = (task: DecodeTask): Promise<Decoded> => threads.run(task, { name: 'decode' })
  const set = (form: PrintedForm, each: number, all: boolean) =>
    PHOTOGRAPH_KINDS.flatMap((kind, at) =>
      Array.from({ length: each }, async (_, index) => {
        const seed = 1000 * at + index
        const dotsAnInch = DOTS_AN_INCH[index % DOTS_AN_INCH.length] ?? 150
        const keep = form === 'ours' && index < EACH_KIND_OF_BROWSER
        return { kind, ...(await decode({ form, dotsAnInch, holder: index % HOLDERS, kind, seed, all, keep })) }
      }),
    )
  try {
    const clean = await Promise.all(
      DOTS_AN_INCH.flatMap((dotsAnInch) =>
        Array.from({ length: HOLDERS }, (_, holder) =>
          decode({ form: 'ours', dotsAnInch, holder, kind: null, seed: 0, all: true }),
        ),
      ),
    )
    const ours = await Promise.all(set('ours', EACH_KIND, true))
    const plain = await Promise.all(set('plain JWS', EACH_KIND_OF_OTHERS, false))
    const shc = await Promise.all(set('SHC', EACH_KIND_OF_OTHERS, false))
    const kept = ours.flatMap(({ png, chain }) => (png === null ? [] : [{ png: Buffer.from(png), chain }]))
    const { readByBrowser } = (await import(BROWSER)) as { readonly readByBrowser: ReadByBrowser }
    const browser = await readByBrowser(kept.map(({ png }) => png))
    const value = share(ours, 'chain')
    const byKind = PHOTOGRAPH_KINDS.map((kind) => [
      kind,
      `${share(
        ours.filter((one) => one.kind === kind),
        'chain',
      )} %`,
    ])
    const undegraded = share(clean, 'chain')
    return {
      name: 'qr.decode',
      value,
      unit: `% of ${ours.length} photographs`,
      target: `>= ${TARGET}, undegraded 100`,
      met: value >= TARGET && undegraded === 100,
      details: {
        undegraded: `${undegraded} %`,
        ...Object.fromEntries(byKind),
        'zxing-wasm alone': `${share(ours, 'wasm')} %`,
        '@zxing/library in passes': `${share(ours, 'passes')} %`,
        '@zxing/library alone': `${share(ours, 'stock')} %`,
        [`Chromium, ${kept.length} of them`]: `${share(browser, 'picture')} % as pictures, ${share(browser, 'frame')} % as single frames of a camera; the station ${share(kept, 'chain')} %`,
        'plain JWS': `${share(plain, 'chain')} % of ${plain.length}`,
        'SMART Health Card': `${share(shc, 'chain')} % of ${shc.length}`,
        'median ms': round(median(ours.map(({ milliseconds }) => milliseconds))),
      },
    }
  } finally {
    await threads.destroy()
  }
}

function share<K extends string>(all: readonly Readonly<Record<K, unknown>>[], by: K): number {
  return round((100 * all.filter((one) => one[by] === true).length) / all.length)
}
