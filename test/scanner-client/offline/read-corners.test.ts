import t from 'tap'
import { readCorners } from '../../../scanner-client/offline/read-corners.ts'
import { blackAndWhite } from '../black-and-white.ts'
import { drawCode, sideBySide, textOfSeed } from '../made-pictures.ts'

t.test('reads a code at every size', async (t) => {
  for (const pixels of [2, 3, 5, 9]) {
    t.same(readCorners(blackAndWhite(drawCode(textOfSeed(pixels), 'Q', pixels))), [textOfSeed(pixels)], `${pixels} px`)
  }
})

t.test('reads small codes and large ones', async (t) => {
  for (const text of ['7', 'HELLO', '1'.repeat(1200)]) {
    t.same(readCorners(blackAndWhite(drawCode(text, 'M', 4))), [text], `${text.length} characters`)
  }
})

t.test('reads both codes of a picture, each once', async (t) => {
  const both = sideBySide(drawCode(textOfSeed(1), 'Q', 4), drawCode(textOfSeed(2), 'Q', 4))
  t.same([...readCorners(blackAndWhite(both))].sort(), [textOfSeed(1), textOfSeed(2)].sort())
  const twins = sideBySide(drawCode(textOfSeed(3), 'Q', 4), drawCode(textOfSeed(3), 'Q', 4))
  t.same(readCorners(blackAndWhite(twins)), [textOfSeed(3)])
})

t.test('never gives a text that the checksum does not confirm: a code with half of its data gone', async (t) => {
  const code = drawCode(textOfSeed(4), 'Q', 5)
  const { width, height } = code
  const inMiddle = (at: number) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return x > width * 0.2 && x < width * 0.8 && y > height * 0.2 && y < height * 0.8
  }
  const painted = { ...code, luminance: code.luminance.map((grey, at) => (inMiddle(at) ? 255 : grey)) }
  t.same(readCorners(blackAndWhite(painted)), [])
})
