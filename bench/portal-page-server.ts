/** The authority's server of the bench `portal.page`, in a process of its own, over a copy of a store: people with cases besides. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '#evisa/root.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'
import { keepReadyDrafts, type ReadyDraft } from './ready-drafts.ts'

export interface PortalPageGiven {
  /** The folder of a filled store, which is left as it is; null for one with nothing in it. */
  readonly filled: string | null
  /** The portal's. */
  readonly jwk: PublicJwk
}

export interface PortalPageSaid {
  readonly url: string
  readonly device: string
  readonly drafts: readonly ReadyDraft[]
}

const DRAFTS = 2
const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line) => serve(JSON.parse(line)))

async function serve({ filled, jwk }: PortalPageGiven): Promise<PortalPageSaid> {
  const place = { dataDir: join(folder, 'authority'), databaseUrl: null }
  if (filled !== null) cpSync(filled, place.dataDir, { recursive: true })
  authority = await openBenchAuthority({ place, jwks: [jwk], role: 'portal', callsPerMinute: NO_LIMIT })
  const { url, devices } = authority
  const device = devices[0]?.id ?? ''
  return { url, device, drafts: await keepReadyDrafts(sqliteFile(place.dataDir), DRAFTS, device) }
}
