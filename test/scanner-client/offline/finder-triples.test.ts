import t from 'tap'
import { type Corner, plausibleCorners } from '../../../scanner-client/offline/finder-triples.ts'
import type { Picture } from '../../../scanner-client/offline/read-picture.ts'
import { blackAndWhite } from '../black-and-white.ts'
import { drawCode, inSharp, sideBySide, textOfSeed } from '../made-pictures.ts'

const PIXELS_A_MODULE = 6
const code = drawCode(textOfSeed(1), 'Q', PIXELS_A_MODULE)
// A finder's middle: 4 modules of margin and half of its 7.
const near = 7.5 * PIXELS_A_MODULE
const far = code.width - near

const places = (corner: Corner | undefined) =>
  corner?.map((center) => [Math.round(center.getX() / PIXELS_A_MODULE), Math.round(center.getY() / PIXELS_A_MODULE)])
const inModules = (...points: [number, number][]) =>
  points.map(([x, y]) => [Math.round(x / PIXELS_A_MODULE), Math.round(y / PIXELS_A_MODULE)])

async function turned(picture: Picture, degrees: number): Promise<Picture> {
  const { data, info } = await inSharp(picture).rotate(degrees).raw().toBuffer({ resolveWithObject: true })
  const luminance = Uint8ClampedArray.from(
    { length: info.width * info.height },
    (_, at) => data[at * info.channels] ?? 0,
  )
  return { width: info.width, height: info.height, luminance }
}

t.test('the likeliest corner is that of the code: bottom left, top left, top right', async (t) => {
  t.same(places(plausibleCorners(blackAndWhite(code))[0]), inModules([near, far], [near, near], [far, near]))
})

t.test('names the three alike however the code is turned', async (t) => {
  for (const [degrees, expected] of [
    [90, inModules([near, near], [far, near], [far, far])],
    [180, inModules([far, near], [far, far], [near, far])],
    [270, inModules([far, far], [near, far], [near, near])],
  ] as const) {
    const [corner] = plausibleCorners(blackAndWhite(await turned(code, degrees)))
    t.same(places(corner), expected, `${degrees} degrees`)
  }
})

t.test('holds the corners of two codes on one picture', async (t) => {
  const corners = plausibleCorners(blackAndWhite(sideBySide(code, drawCode(textOfSeed(2), 'Q', PIXELS_A_MODULE))))
  const all = corners.map((corner) => JSON.stringify(places(corner)))
  t.ok(all.includes(JSON.stringify(inModules([near, far], [near, near], [far, near]))))
  const right = code.width
  t.ok(all.includes(JSON.stringify(inModules([right + near, far], [right + near, near], [right + far, near]))))
})

t.test('finds none where there is none: white, black, stripes, a code with a corner gone', async (t) => {
  const made = (grey: (x: number, y: number) => number): Picture => ({
    width: 200,
    height: 200,
    luminance: Uint8ClampedArray.from({ length: 40_000 }, (_, at) => grey(at % 200, Math.floor(at / 200))),
  })
  t.same(plausibleCorners(blackAndWhite(made((x) => (x < 100 ? 0 : 255)))), [])
  t.same(plausibleCorners(blackAndWhite(made((x) => (x % 10 < 5 ? 0 : 255)))), [])
  const torn = {
    ...code,
    luminance: code.luminance.map((grey, at) => (at % code.width < 12 * PIXELS_A_MODULE ? 255 : grey)),
  }
  const left = plausibleCorners(blackAndWhite(torn)).flatMap((corner) => [...corner])
  t.notOk(left.some((center) => center.getX() < 12 * PIXELS_A_MODULE))
})
