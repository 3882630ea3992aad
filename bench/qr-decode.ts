/**
 * `qr.decode`: of pictures of the printed page over the whole scale of each distortion, how many give the right text, by
 * the station and by Chromium; beside single readers and other codes.
 */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { median, round } from './measure.ts'
import { textsInBrowser } from './qr-decode-browser.ts'
import { type Decoded, type DecodeTask, HOLDERS, type PrintedForm, type Read, readOf } from './qr-decode-tasks.ts'
import { type BenchResult, benchResult } from './targets.ts'
import { PICTURE_CLASSES, type PictureClass } from './whole-scale.ts'

const EACH_CLASS = 15
const EACH_CLASS_OF_OTHERS = 2
/** Every so many pictures are read by the browser too, so that it sees the whole scale as well. */
const BROWSER_EVERY = 3
const DOTS_AN_INCH = [150, 200, 300]

type Decode = (task: DecodeTask) => Promise<Decoded>

interface OfClass extends Decoded {
  readonly kind: PictureClass
}

interface InBrowser {
  readonly kind: PictureClass
  readonly frame: Read
  readonly picture: Read
}

export async function qrDecode(): Promise<BenchResult> {
  const threads = new Piscina({
    filename: new URL('qr-decode-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
  })
  const decode: Decode = (task) => threads.run(task, { name: 'decode' })
  try {
    const clean = await asPrinted(decode)
    const ours = await decodeSet(decode, 'ours', EACH_CLASS)
    const plain = await decodeSet(decode, 'plain JWS', EACH_CLASS_OF_OTHERS)
    const shc = await decodeSet(decode, 'SHC', EACH_CLASS_OF_OTHERS)
    const browser = await inBrowser(ours)
    const station = share(ours.map(({ chain }) => chain))
    const chromium = share(browser.map(({ picture }) => picture))
    const wrong = [...ours.flatMap(({ chain }) => chain), ...browser.flatMap(({ frame, picture }) => [frame, picture])]
    return benchResult('qr.decode', [station, chromium, wrong.filter((one) => one === 'wrong').length], {
      pictures: ours.length,
      undegraded: `${share(clean.map(({ chain }) => chain))} %`,
      ...byClass(ours, browser),
      'zxing-wasm alone': `${share(ours.map(({ wasm }) => wasm))} %`,
      '@zxing/library in passes': `${share(ours.map(({ passes }) => passes))} %`,
      '@zxing/library alone': `${share(ours.map(({ stock }) => stock))} %`,
      'Chromium, single frames of a camera': `${share(browser.map(({ frame }) => frame))} % of ${browser.length}`,
      'plain JWS': `${share(plain.map(({ chain }) => chain))} % of ${plain.length}`,
      'SMART Health Card': `${share(shc.map(({ chain }) => chain))} % of ${shc.length}`,
      'median ms': round(median(ours.map(({ milliseconds }) => milliseconds))),
    })
  } finally {
    await threads.destroy()
  }
}

function asPrinted(decode: Decode): Promise<readonly Decoded[]> {
  return Promise.all(
    DOTS_AN_INCH.flatMap((dotsAnInch) =>
      Array.from({ length: HOLDERS }, (_, holder) =>
        decode({ form: 'ours', dotsAnInch, holder, place: null, all: true }),
      ),
    ),
  )
}

function decodeSet(decode: Decode, form: PrintedForm, of: number): Promise<readonly OfClass[]> {
  const isOurs = form === 'ours'
  return Promise.all(
    PICTURE_CLASSES.flatMap((kind) =>
      Array.from({ length: of }, async (_, at) => {
        const dotsAnInch = DOTS_AN_INCH[at % DOTS_AN_INCH.length] ?? 150
        // Not in step with the fineness of the print: each holder is printed in each.
        const holder = Math.floor(at / DOTS_AN_INCH.length) % HOLDERS
        // In turns, so that the browser too sees each fineness.
        const keep = isOurs && (at + Math.floor(at / BROWSER_EVERY)) % BROWSER_EVERY === 0
        return { kind, ...(await decode({ form, dotsAnInch, holder, place: { kind, at, of }, all: isOurs, keep })) }
      }),
    ),
  )
}

async function inBrowser(ours: readonly OfClass[]): Promise<readonly InBrowser[]> {
  const kept = ours.flatMap(({ kind, text, png }) => (png === null ? [] : [{ kind, text, png: Buffer.from(png) }]))
  const texts = await textsInBrowser(kept.map(({ png }) => png))
  return kept.map(({ kind, text }, at) => ({
    kind,
    frame: readOf(texts[at]?.frame ?? [], text),
    picture: readOf(texts[at]?.picture ?? [], text),
  }))
}

function byClass(ours: readonly OfClass[], browser: readonly InBrowser[]): Record<string, string> {
  return Object.fromEntries(
    PICTURE_CLASSES.map((kind) => {
      const station = share(ours.filter((one) => one.kind === kind).map(({ chain }) => chain))
      const chromium = share(browser.filter((one) => one.kind === kind).map(({ picture }) => picture))
      return [`${kind}: station, Chromium`, `${station} %, ${chromium} %`]
    }),
  )
}

/** Of a hundred, how many are right. */
function share(reads: readonly Read[]): number {
  return round((100 * reads.filter((one) => one === 'right').length) / reads.length, 1)
}
