/** The authority's server of the benches of a portal, in a process of its own: a portal, and people with a case each. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '#evisa/root.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'
import { keepReadyDrafts, type ReadyDraft } from './ready-drafts.ts'

interface Given {
  readonly drafts: number
  /** The portal's. */
  readonly jwk: PublicJwk
}

/** What it says when it is ready. */
export interface PortalServerSaid {
  readonly url: string
  readonly port: number
  readonly tokens: readonly string[]
  readonly drafts: readonly ReadyDraft[]
}

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line) => serve(JSON.parse(line)))

async function serve({ drafts, jwk }: Given): Promise<PortalServerSaid> {
  const place = { dataDir: join(folder, 'authority'), databaseUrl: null }
  authority = await openBenchAuthority({ place, jwks: [jwk], role: 'portal', callsPerMinute: NO_LIMIT })
  const { url, port, devices } = authority
  const made = await keepReadyDrafts(sqliteFile(place.dataDir), drafts, devices[0]?.id ?? '')
  return { url, port, tokens: devices.map(({ token }) => token), drafts: made }
}
