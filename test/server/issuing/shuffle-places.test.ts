import { randomBytes } from 'node:crypto'
import t from 'tap'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { shuffledPlaces } from '../../../server/issuing/shuffle-places.ts'

t.test('shuffled places are every place once, at random', async (t) => {
  const numbersOf = (bytes: Uint8Array) => {
    const buffer = Buffer.from(bytes)
    return Array.from({ length: buffer.length / 3 }, (_, at) => buffer.readUIntBE(at * 3, 3))
  }
  const seen = new Set<string>()
  for (const random of [
    randomBytes,
    randomBytes,
    (count: number) => new Uint8Array(count),
    (count: number) => Buffer.alloc(count, 255),
  ]) {
    const places = numbersOf(shuffledPlaces(random))
    t.equal(places.length, VISAS_A_LIST)
    const counted = new Uint8Array(VISAS_A_LIST)
    for (const place of places) counted[place] = (counted[place] ?? 0) + 1
    t.ok(
      counted.every((count) => count === 1),
      'a permutation, whatever the dice show',
    )
    seen.add(places.slice(0, 100).join())
  }
  t.equal(seen.size, 4)
  // Of so many places that are left at a step, that very number is the first again: none that was drawn can come back.
  const numbers = Buffer.alloc(VISAS_A_LIST * 6)
  for (let last = 0; last < VISAS_A_LIST; last++) numbers.writeUIntBE(last + 1, last * 6, 6)
  t.strictSame(
    shuffledPlaces(() => numbers),
    shuffledPlaces((count) => new Uint8Array(count)),
  )
  // Each place comes in each half of the order about as often as not.
  const places = numbersOf(shuffledPlaces(randomBytes))
  const stayed = places.slice(0, VISAS_A_LIST / 2).filter((place) => place < VISAS_A_LIST / 2).length
  t.ok(Math.abs(stayed - VISAS_A_LIST / 4) < 1500, `${stayed} of the first half stayed there`)
  t.ok(places.filter((place, at) => place === at).length < 20, 'hardly one stays where it was')
})
