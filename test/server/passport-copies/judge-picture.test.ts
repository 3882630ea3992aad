import sharp, { type Sharp } from 'sharp'
import t from 'tap'
import {
  judgeFigures,
  judgeSize,
  LOOKED_AT_PIXELS,
  measurePicture,
} from '../../../server/passport-copies/judge-picture.ts'
import { onTable, passportPage, photographWith, type Trouble } from './made-passport.ts'

async function judged(picture: Sharp) {
  const side = LOOKED_AT_PIXELS
  const small = sharp(await picture.png({ compressionLevel: 1 }).toBuffer()).resize(side, side, { fit: 'inside' })
  const { data, info } = await small.greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return judgeFigures(measurePicture({ width: info.width, height: info.height, grey: data }))
}

t.test('nothing is said of a page that can be read', async (t) => {
  t.same(await judged(sharp(await passportPage())), [], 'scanned')
  for (const table of ['#6b5a48', '#101010', '#ffffff']) t.same(await judged(await onTable(table)), [], table)
  for (const trouble of ['hardly blurred', 'grainy', 'strip'] as const)
    t.same(await judged(await photographWith(trouble)), [], trouble)
})

const SAID: readonly (readonly [Trouble, string])[] = [
  ['dark', 'too-dark'],
  ['bright', 'too-bright'],
  ['glare', 'glare'],
  ['blurred', 'blurred'],
  ['black', 'empty'],
  ['white', 'empty'],
]

t.test('what is wrong with a photograph is said, and nothing else', async (t) => {
  for (const [trouble, code] of SAID) t.same(await judged(await photographWith(trouble)), [code], trouble)
})

t.test('the size is judged by what a line of letters needs', async (t) => {
  t.same(judgeSize(200, 100), ['too-small'])
  t.same(judgeSize(599, 500), ['too-small'])
  t.same(judgeSize(5000, 399), ['too-small'])
  t.same(judgeSize(600, 400), ['small'])
  t.same(judgeSize(1400, 1000), [])
  t.same(judgeSize(1000, 1400), [], 'upright')
  t.same(judgeSize(3000, 1000), ['odd-shape'])
  t.same(judgeSize(400, 990), ['small', 'odd-shape'])
})

t.test('a picture smaller than a tile has no figures that say anything good of it', async (t) => {
  const figures = measurePicture({ width: 3, height: 3, grey: new Uint8Array(9).fill(128) })
  t.same(judgeFigures(figures), ['empty'])
})
