import t from 'tap'
import { PICTURE_CLASSES, pictureAt, strengthAt } from '../../bench/whole-scale.ts'
import { DEGRADATIONS } from '../../fixtures/degrade-picture.ts'

/** Black and white squares on 84 mm of paper, coarse. */
function madePaper() {
  const [side, pixelsAMillimetre] = [90, 1]
  const luminance = new Uint8ClampedArray(side * side).map((_, at) =>
    (Math.floor(at / side / 6) + Math.floor((at % side) / 6)) % 2 === 0 ? 0 : 255,
  )
  return { width: side, height: side, luminance, pixelsAMillimetre, middle: { x: side / 2, y: side / 2 } }
}

t.test('strengths run evenly over the whole scale', async (t) => {
  const of = 10
  const strengths = Array.from({ length: of }, (_, at) => strengthAt({ at, of }))
  t.equal(strengths[0], 0.05)
  t.equal(strengths.at(-1), 0.95)
  t.same(
    strengths,
    strengths.toSorted((one, other) => one - other),
  )
})

t.test('every distortion that there is is a class', async (t) => {
  for (const kind of DEGRADATIONS) t.ok(PICTURE_CLASSES.includes(kind), kind)
})

t.test('the same place gives the same picture, another place another', async (t) => {
  for (const kind of DEGRADATIONS) {
    const picture = async (at: number) => Buffer.from((await pictureAt(madePaper(), { kind, at, of: 4 })).luminance)
    const one = await picture(1)
    t.ok(one.equals(await picture(1)), kind)
    if (kind !== 'inverted') t.notOk(one.equals(await picture(3)), kind)
  }
})
