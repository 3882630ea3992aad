import t from 'tap'
import { codesOnPages, type FilePage, isPartly } from '../../../scanner-client/offline/found-codes.ts'
import { textOfSeed } from '../made-pictures.ts'

const [ONE, TWO] = [textOfSeed(1), textOfSeed(2)]
const BLANK = { width: 1, height: 1, luminance: new Uint8ClampedArray(1) }

/** Pages with these codes, of a file of so many; null for one that cannot be drawn. */
async function found(pages: readonly (readonly string[] | null)[], of: number, from = 0) {
  const texts = pages.filter((page) => page !== null)
  async function* drawn(): AsyncGenerator<FilePage> {
    for (const page of pages) yield { picture: page === null ? null : BLANK, of }
  }
  let told = 0
  const reader = { read: async () => texts.shift() ?? [] }
  const codes = await codesOnPages(drawn(), { from, most: 10 }, reader, () => {
    told += 1
  })
  t.equal(told, pages.length, 'each page is told, so that the next one has its own time')
  return codes
}

t.test('all pages are looked at, not only those up to the first e-visa; each code is told once', async (t) => {
  t.same(await found([['BOARDING PASS'], [ONE], [TWO, ONE], []], 4), {
    texts: [ONE, TWO, 'BOARDING PASS'],
    pages: { looked: 4, until: 4, of: 4 },
  })
})

t.test('says what was not looked at: pages that are left, and pages that cannot be drawn', async (t) => {
  const whole = await found([[ONE]], 1)
  t.equal(isPartly(whole), false)
  t.equal(isPartly({ pages: null }), false, 'a picture is no part of anything')
  const first = await found([[], []], 3)
  t.same([first.pages, isPartly(first)], [{ looked: 2, until: 2, of: 3 }, true])
  const rest = await found([[ONE]], 3, 2)
  t.same([rest.pages, isPartly(rest)], [{ looked: 3, until: 3, of: 3 }, false])
  const broken = await found([[], null, []], 3)
  t.same([broken.pages, isPartly(broken)], [{ looked: 2, until: 3, of: 3 }, true])
})
