/**
 * Fills a store until nothing can be written any more, as a child process whose files may not grow beyond a limit, and
 * prints what it saw. `node full-disk.ts DATABASE`
 */
import type { SignedCrossing } from '#evisa/event-chain.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { exitOf, madeDevice } from '../../made-device.ts'

const NUMBER = '222222222222'
const ACT = { actor: 'authority', at: NOW }

const store = openSqliteStore(process.argv[2] ?? '')
const device = await madeDevice('dev-0000000001')
await store.addEnrolmentCode('code', 'border', NOW + 900, ACT)
await store.enrolDevice('code', { id: device.id, name: 'Booth', jwk: device.jwk }, ACT)
await store.saveAccessToken({ tokenHash: 'token', device: device.id, jkt: 'key', expiresAt: NOW + 5000 }, NOW)

const acknowledged: string[] = []

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
    const head = device.head
    const batch: SignedCrossing[] = []
    for (let at = 0; at < size; at++) batch.push(await device.sign(exitOf(NUMBER)))
    const code = await codeOf(() => store.appendCrossings(batch, device.id, NOW))
    if (code === null) acknowledged.push(...batch.map(({ hash }) => hash))
    else {
      failures += 1
      device.head = head
    }
    refused = code ?? refused
  }
}
for (let at = 0; (await codeOf(() => store.addEnrolmentCode(`code ${at}`, 'border', NOW, ACT))) === null; at++);

process.stdout.write(
  JSON.stringify({
    acknowledged,
    refused,
    readable: (await store.chainOf(device.id, 0, 100_000)).map(({ hash }) => hash),
    device: (await store.findByAccessToken('token', NOW + 1000))?.device.id ?? null,
  }),
)
