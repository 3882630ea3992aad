/**
 * Fills a store until nothing can be written any more, as a child process whose files may not grow beyond a limit, and
 * prints what it saw. `node full-disk.ts DATABASE`
 */
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../server/store/sqlite-store.ts'

const store = openSqliteStore(process.argv[2] ?? '')
await store.addEnrolmentCode('code', 'border', NOW + 900)
await store.enrolDevice('code', { id: 'd1', name: 'Booth', tokenHash: 'token' }, NOW)

const acknowledged: string[] = []
const event = (at: number, operator: string): CrossingEvent => ({
  id: `0193510e-0000-7000-a000-${String(at).padStart(12, '0')}`,
  visa_number: '222222222222',
  action: 'exit',
  checkpoint: 'NQZ',
  device: 'd1',
  operator,
  at,
  basis: 'offline',
  reason: null,
})

async function codeOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act()
    return null
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

// Batches first; what is too large for the last pages, then single events, then the smallest write there is.
let refused: string | null = null
for (const size of [20, 1]) {
  for (let failures = 0; failures < 3; ) {
    const batch = Array.from({ length: size }, (_, at) => event(acknowledged.length + at, 'B-17'))
    const code = await codeOf(() => store.appendCrossings(batch, NOW))
    if (code === null) acknowledged.push(...batch.map(({ id }) => id))
    else failures += 1
    refused = code ?? refused
  }
}
for (let at = 0; (await codeOf(() => store.addEnrolmentCode(`code ${at}`, 'border', NOW))) === null; at++);

process.stdout.write(
  JSON.stringify({
    acknowledged,
    refused,
    readable: (await store.crossingsAfter(0, 100_000)).map(({ event: { id } }) => id),
    device: (await store.findDeviceByToken('token', NOW + 1000))?.id ?? null,
  }),
)
