import t from 'tap'
import { scaleFor } from '../../../portal/scripts/picture-scale.ts'

const phone = { width: 4000, height: 3000, bytes: 5_000_000, isTaken: true }

t.test('a large picture is made smaller, and stays readable', async (t) => {
  t.equal(scaleFor(phone), 0.625)
  t.equal(scaleFor({ ...phone, width: 3000, height: 4000 }), 0.625)
})

t.test('what is small already goes as it is', async (t) => {
  t.equal(scaleFor({ ...phone, bytes: 900_000 }), null)
  t.equal(scaleFor({ ...phone, width: 2400, height: 1800 }), null, 'nothing is lost of it')
})

t.test('a kind that is not taken becomes one that is, as large as it was', async (t) => {
  t.equal(scaleFor({ width: 1000, height: 800, bytes: 90_000, isTaken: false }), 1)
  t.equal(scaleFor({ ...phone, isTaken: false }), 0.625)
})
