/** Signed pages of a made ledger, in a process of its own: `node feed-server.ts ENTRIES`. Prints its address. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FEED_TYP } from '#evisa/feed-page.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { feedEntryAt } from './feed-entries.ts'
import { benchSigner } from './made-visas.ts'

const PAGE = 5000

const entries = Number(process.argv[2])
const signer = benchSigner(await makeWorld(), 'snapshot')

const server = createServer(async ({ url = '' }, response) => {
  const after = Number(new URL(url, 'http://x').searchParams.get('after'))
  const next = Math.min(entries, after + PAGE)
  const crossings = Array.from({ length: next - after }, (_, at) => feedEntryAt(after + at))
  response.end(await signCompact(signer, FEED_TYP, { iat: NOW, after, next, complete: next === entries, crossings }))
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
