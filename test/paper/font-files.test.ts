import { readFileSync } from 'node:fs'
import t from 'tap'
import { fontFile } from '../../paper/font-files.ts'
import { FACES } from '../../paper/fonts.ts'

t.test('each face has a TrueType file of its own', async (t) => {
  const files = FACES.map(fontFile)
  t.equal(new Set(files).size, FACES.length)
  for (const file of files) t.equal(readFileSync(file).readUInt32BE(0), 0x00010000, file)
})
