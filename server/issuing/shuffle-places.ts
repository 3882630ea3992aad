/** The order in which the places of a status list are given out. */
import { VISAS_A_LIST } from '#evisa/status-list.ts'

/** All places of a status list in an order that tells nobody how many visas were issued before one: 3 bytes each. */
export function shuffledPlaces(randomBytes: (count: number) => Uint8Array): Uint8Array {
  const places = Uint32Array.from({ length: VISAS_A_LIST }, (_, place) => place)
  const random = Buffer.from(randomBytes(VISAS_A_LIST * RANDOM_BYTES))
  // Fisher and Yates. 48 random bits a step: what the remainder prefers is one part in 2^31.
  for (let last = VISAS_A_LIST - 1; last > 0; last--) {
    const other = random.readUIntBE(last * RANDOM_BYTES, RANDOM_BYTES) % (last + 1)
    const kept = places[last] ?? 0
    places[last] = places[other] ?? 0
    places[other] = kept
  }
  const bytes = Buffer.alloc(VISAS_A_LIST * 3)
  for (const [at, place] of places.entries()) bytes.writeUIntBE(place, at * 3, 3)
  return bytes
}

const RANDOM_BYTES = 6
