import t from 'tap'
import { FIRST_RANGE, type FilePage } from '../../../scanner-client/offline/found-codes.ts'
import type { Picture } from '../../../scanner-client/offline/read-picture.ts'
import { loadPdf } from '../../../scanner-client/station/load-pdf.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { SourceError } from '../../../scanner-client/station/source-error.ts'
import { drawCode, makeEndlessPdf, makePdf, textOfSeed } from '../made-pictures.ts'

const text = textOfSeed(21)
const code = drawCode(text)

t.test('renders a page at 250 dpi, on which a code of 50 mm is read', async (t) => {
  const pages = await pagesOf(loadPdf(await makePdf([code], { size: 'A4' })))
  t.equal(pages.length, 1)
  const [page] = pages
  if (page === undefined) return
  t.same([page.width, page.height], [2067, 2923])
  t.equal(page.luminance.length, page.width * page.height)
  t.same(await (await stationReader()).read(page), [text])
})

t.test('renders the first ten pages only, and only those asked for', async (t) => {
  const file = await makePdf([code], { pagesBefore: 11 })
  t.equal((await pagesOf(loadPdf(file))).length, 10)
  const pages = loadPdf(file)
  t.notOk((await pages.next()).done)
  await pages.return()
  t.ok((await pages.next()).done)
})

t.test('renders a poster coarser instead of filling the memory', async (t) => {
  const [page] = await pagesOf(loadPdf(await makePdf([code], { size: [14_400, 7200] })))
  t.same([page?.width, page?.height], [4096, 2048])
})

t.test('opening many files does not fill the memory', async (t) => {
  const file = await makePdf([code])
  const read = async () => void (await pagesOf(loadPdf(file)))
  for (let warm = 0; warm < 5; warm++) await read()
  const before = process.memoryUsage().rss
  for (let time = 0; time < 20; time++) await read()
  const grown = (process.memoryUsage().rss - before) / 1e6
  t.ok(grown < 400, `20 files grew the process by ${grown.toFixed(0)} MB`)
})

t.test('refuses a PDF that is locked by a password', async (t) => {
  const locked = await makePdf([code], { userPassword: 'secret' })
  await t.rejects(loadPdf(locked).next(), { name: 'SourceError', code: 'source/encrypted-pdf', message: /^[^\n]+$/ })
})

t.test('refuses a damaged PDF, or reads what can be saved of it', async (t) => {
  const whole = await makePdf([code])
  const damaged = [
    whole.subarray(0, 200),
    Buffer.from('%PDF-1.7\n%%EOF\n'),
    Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 0x41)]),
    Buffer.from(whole.toString('latin1').replaceAll('/Page', '/Pxge'), 'latin1'),
  ]
  for (const file of damaged)
    await t.rejects(loadPdf(file).next(), { name: 'SourceError', code: 'source/damaged-pdf', message: /^[^\n]+$/ })
  for (let cut = 300; cut < whole.length; cut += Math.floor(whole.length / 12)) {
    const outcome = await pagesOf(loadPdf(whole.subarray(0, cut))).catch((error: unknown) => error)
    t.ok(Array.isArray(outcome) || outcome instanceof SourceError, `cut at ${cut}`)
  }
})

t.test('a PDF that takes too long to draw is ended in time, and told', async (t) => {
  const endless = makeEndlessPdf()
  t.ok(endless.length < 4000, `${endless.length} bytes`)
  const began = performance.now()
  await t.rejects(loadPdf(endless, FIRST_RANGE, 1500).next(), {
    name: 'SourceError',
    code: 'source/too-slow',
    message: /^The PDF takes too long to draw; take a picture of the code\.$/,
  })
  t.ok(performance.now() - began < 10_000)
})

async function pagesOf(pages: AsyncIterable<FilePage>): Promise<readonly Picture[]> {
  const all: Picture[] = []
  for await (const { picture } of pages) if (picture !== null) all.push(picture)
  return all
}
