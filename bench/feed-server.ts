/** Signed pages of a made ledger, in a process of its own: `node feed-server.ts ENTRIES`. Prints its address. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FEED_TYP, type FeedCrossing } from '#evisa/feed-page.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { benchSigner } from './made-visas.ts'

const PAGE = 5000

const entries = Number(process.argv[2])
const signer = benchSigner(await makeWorld(), 'snapshot')

/** The entry at a place, the same in every run. */
function entryAt(at: number): FeedCrossing {
  let name = ''
  for (let rest = at; name.length < 7; rest = Math.floor(rest / VISA_NUMBER_ALPHABET.length)) {
    name = (VISA_NUMBER_ALPHABET[rest % VISA_NUMBER_ALPHABET.length] ?? '') + name
  }
  const number = `K7Q2${name}`
  return {
    crossing: {
      id: `0193510e-0000-7000-8000-${String(at).padStart(12, '0')}`,
      visa_number: number + checkCharacter(number),
      action: 'entry',
      device: `dev-${String(at % 5000).padStart(10, '0')}`,
      checkpoint: 'NQZ',
      at: NOW - 86_400 + (at % 86_000),
      standing: 'counts',
    },
    allowed: 1,
    until: '2027-01-20',
  }
}

const server = createServer(async ({ url = '' }, response) => {
  const after = Number(new URL(url, 'http://x').searchParams.get('after'))
  const next = Math.min(entries, after + PAGE)
  const crossings = Array.from({ length: next - after }, (_, at) => entryAt(after + at))
  response.end(await signCompact(signer, FEED_TYP, { iat: NOW, after, next, complete: next === entries, crossings }))
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
