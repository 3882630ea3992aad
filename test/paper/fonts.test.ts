import t from 'tap'
import { fontsOnDisk } from '../../paper/font-files.ts'
import { canWrite, FACES } from '../../paper/fonts.ts'
import * as texts from '../../server/visa-document/strings/texts.ts'
import { POLICY } from '../server/visa-document/made-facts.ts'

t.test('every face has every letter that may stand on the page', async (t) => {
  const words = Object.values(texts).map((text) => JSON.stringify(text))
  const airports = [...POLICY.checkpoints.values()].map(({ name }) => name)
  const letters = new Set([...words, ...airports, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-·– '].join(''))
  letters.delete('\n')
  const fonts = fontsOnDisk()
  for (const face of FACES)
    t.same(
      [...letters].filter((letter) => !fonts[face].hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)),
      [],
      face,
    )
})

t.test('knows which letters it lacks', async (t) => {
  const { strong } = fontsOnDisk()
  for (const text of ['', 'PERERA', 'Өткізу пункті', 'Jürgen Ñandú', '<b>&amp;'])
    t.equal(canWrite(strong, text), true, JSON.stringify(text))
  // Named by its place: not every report of a test can hold such letters.
  for (const [at, text] of ['غير مسموح', '旅客', '🙂'].entries()) t.equal(canWrite(strong, text), false, String(at))
})

t.test('a word that was shaped before is the same again, whatever its user did to it', async (t) => {
  const { text } = fontsOnDisk()
  const first = text.layout('Қазақстан')
  const width = first.advanceWidth
  for (const position of first.positions) position.xAdvance *= 2
  const again = text.layout('Қазақстан')
  t.equal(again.advanceWidth, width)
  t.equal(again.glyphs.length, 9)
})
