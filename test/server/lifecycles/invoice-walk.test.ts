import { randomBytes } from 'node:crypto'
import t from 'tap'
import { invoiceOf, TAILS, tailOf, walkOf } from '../../../server/lifecycles/invoice-walk.ts'

t.test('a walk meets every tail once before it comes back', async (t) => {
  for (const random of [new Uint8Array(8), new Uint8Array(8).fill(255), randomBytes(8)]) {
    const walk = walkOf(random)
    const met = new Uint8Array(TAILS)
    for (let drawn = 0; drawn < TAILS; drawn += 1) met[tailOf(walk, drawn)] = 1
    t.equal(
      met.reduce((sum, one) => sum + one, 0),
      TAILS,
      JSON.stringify(walk),
    )
    t.equal(tailOf(walk, TAILS), walk.start)
    const apart = Math.abs(tailOf(walk, 1) - walk.start)
    t.ok(apart > 99_000 && apart < 901_000, `neighbours are not counted up: ${apart}`)
  }
})

t.test('an invoice has twelve digits, and ends in its tail', async (t) => {
  for (const random of [new Uint8Array(4), new Uint8Array(4).fill(255), randomBytes(4)]) {
    t.match(invoiceOf(7, random), /^[1-9][0-9]{5}000007$/)
    t.match(invoiceOf(999_999, random), /^[1-9][0-9]{5}999999$/)
  }
})
