import t from 'tap'
import { inverted } from '../../../scanner-client/offline/picture-filters.ts'
import type { Picture } from '../../../scanner-client/offline/read-picture.ts'
import { PASSES, type Pass, STOCK_PASS, zxingJsReader } from '../../../scanner-client/offline/zxing-js-passes.ts'
import { drawCode, textOfSeed } from '../made-pictures.ts'

const code = drawCode(textOfSeed(1), 'Q', 5)

t.test('runs the passes in order, and the first that finds something ends it', async (t) => {
  const seen: string[] = []
  const pass = (name: string, ...texts: string[]): Pass => ({
    ...STOCK_PASS,
    name,
    locate: () => {
      seen.push(name)
      return texts
    },
  })
  t.same(await zxingJsReader([pass('one'), pass('two', 'found'), pass('three')]).read(code), ['found'])
  t.same(seen, ['one', 'two'])
  t.same(await zxingJsReader([]).read(code), [])
})

t.test('begins with the stock pass, and each pass has its own name', async (t) => {
  t.equal(PASSES[0], STOCK_PASS)
  t.equal(new Set(PASSES.map(({ name }) => name)).size, PASSES.length)
})

t.test('only the inverted pass reads white on black', async (t) => {
  const names = []
  for (const pass of PASSES) if ((await zxingJsReader([pass]).read(inverted(code))).length > 0) names.push(pass.name)
  t.same(names, ['inverted'])
})

t.test('looks at a very large picture reduced, so that it takes no more time', async (t) => {
  const sizes: number[] = []
  const measuring: Pass = {
    ...STOCK_PASS,
    prepare: (picture) => {
      sizes.push(picture.width * picture.height)
      return picture
    },
  }
  const large: Picture = { width: 5000, height: 4000, luminance: new Uint8ClampedArray(20_000_000).fill(255) }
  t.same(await zxingJsReader([measuring]).read(large), [])
  t.same(sizes, [2500 * 2000])
  await zxingJsReader([measuring]).read(code)
  t.equal(sizes[1], code.width * code.height)
})
