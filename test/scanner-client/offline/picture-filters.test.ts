import t from 'tap'
import { blurred, halved, inverted, reduced } from '../../../scanner-client/offline/picture-filters.ts'
import type { Picture } from '../../../scanner-client/offline/read-picture.ts'

const picture = (width: number, ...luminance: number[]): Picture => ({
  width,
  height: luminance.length / width,
  luminance: Uint8ClampedArray.from(luminance),
})

t.test('blurs to the mean of nine; at the edge the edge goes on', async (t) => {
  t.same(blurred(picture(3, 0, 0, 0, 0, 90, 0, 0, 0, 0)), picture(3, 10, 10, 10, 10, 10, 10, 10, 10, 10))
  t.same(blurred(picture(1, 77)), picture(1, 77))
  t.same(blurred(picture(2, 0, 90)), picture(2, 30, 60))
  const white = picture(4, ...Array(12).fill(255))
  t.same(blurred(white), white, 'no sum overflows')
})

t.test('halves to the mean of four, and leaves an odd row and column out', async (t) => {
  t.same(halved(picture(2, 10, 20, 30, 40)), picture(1, 25))
  t.same(halved(picture(3, 10, 20, 255, 30, 40, 255, 255, 255, 255)), picture(1, 25))
})

t.test('reduces by any factor, at the least to one pixel', async (t) => {
  t.same(reduced(picture(4, 0, 0, 8, 8, 0, 0, 8, 8), 2), picture(2, 0, 8))
  t.same(reduced(picture(3, 1, 2, 3, 4, 5, 6, 7, 8, 9), 3), picture(1, 5))
  t.match(reduced(picture(2, 10, 20), 2), { width: 1, height: 1 })
  t.same(reduced(picture(2, 10, 20), 1), picture(2, 10, 20))
})

t.test('inverts black and white, and back', async (t) => {
  t.same(inverted(picture(3, 0, 100, 255)), picture(3, 255, 155, 0))
  t.same(inverted(inverted(picture(3, 0, 100, 255))), picture(3, 0, 100, 255))
})

t.test('leaves the picture that it was given as it is', async (t) => {
  const given = picture(3, 0, 50, 100, 150, 200, 250, 1, 2, 3)
  const copy = picture(3, ...given.luminance)
  for (const filter of [blurred, halved, inverted]) filter(given)
  t.same(given, copy)
})
