import t from 'tap'
import * as texts from '#evisa/refusal/strings/texts.ts'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { canWrite } from '../../../paper/fonts.ts'
import { inEach } from '../../../scanner-client/refusal-form/form-words.ts'

t.test('says each in English, Kazakh and Russian, in letters that the typefaces have', async (t) => {
  t.same(inEach('flight'), ['Flight', 'Рейс', 'Рейс'])
  const fonts = fontsOnDisk()
  const words = Object.values(texts).flatMap((text) => Object.values(text))
  for (const face of ['text', 'strong', 'title'] as const)
    t.same(
      words.filter((word) => !canWrite(fonts[face], word)),
      [],
      face,
    )
})
