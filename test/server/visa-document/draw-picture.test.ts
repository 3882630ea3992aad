import sharp from 'sharp'
import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { PHONE, PIXELS_A_POINT } from '../../../server/visa-document/draw-picture.ts'
import { renderPicture } from '../../../server/visa-document/render-document.ts'
import { madeFacts } from './made-facts.ts'

t.test('1080 pixels across; the code on white, every module as many pixels as another, and it reads', async (t) => {
  const facts = await madeFacts()
  const png = await renderPicture(facts, fontsOnDisk())
  const { width, height } = await sharp(png).metadata()
  t.same([width, height], [1080, PHONE.height * PIXELS_A_POINT])
  t.same(await (await stationReader()).read(await loadPicture(png)), [facts.qrText])
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  const greys = new Set<number>()
  // Through the middle of the code.
  const row = 74 * PIXELS_A_POINT + 400
  for (let x = 90; x < 990; x++) greys.add(data[(row * info.width + x) * info.channels] ?? 0)
  t.same(
    [...greys].sort((one, other) => one - other),
    [0, 255],
    'no module is cut through a pixel',
  )
})
