import t from 'tap'
import { drawCode, inSharp, textOfSeed } from '../../made-pictures.ts'
import { builtWorker } from '../reading/built-worker.ts'

const text = textOfSeed(1)
const png = (picture: ReturnType<typeof drawCode>) => inSharp(picture).png().toBuffer()

t.test('answers each question by its number, frames and files alike', async (t) => {
  const { readFrames, readFile } = await builtWorker(t)
  const other = textOfSeed(2)
  const results = await readFrames(await png(drawCode(text)), await png(drawCode(other)))
  t.same(results, [
    { texts: [text], hint: null },
    { texts: [other], hint: null },
  ])
  t.same(await readFile(await png(drawCode(text))), { ok: true, value: { texts: [text], pages: null } })
})

t.test('what does not come from the server is an error of the answer, not the end of the worker', async (t) => {
  const { readFrames, broken, pathOf } = await builtWorker(t)
  broken.set(pathOf('zxing-wasm-reader', '.js'), 500)
  const [first] = await readFrames(await png(drawCode(text)))
  t.match(first, { error: /module/ })
})
