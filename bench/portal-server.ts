/** The authority's server of the benches of a portal, in a process of its own: a portal, and people with a case each. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '#evisa/root.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import type { TypedChange } from '../test/server/made-application.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'
import { keepReadyDrafts, type ReadyDraft } from './ready-drafts.ts'

interface Given {
  readonly drafts: number
  /** Of what is typed on their pages. */
  readonly change?: TypedChange
  /** The portal's. */
  readonly jwk: PublicJwk
  /** The folder of a filled store, of which it takes a copy: other people have cases besides. */
  readonly filled?: string | null
}

/** What it says when it is ready. */
export interface PortalServerSaid {
  readonly url: string
  readonly port: number
  /** The portal's name at the server. */
  readonly device: string
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

async function serve({ drafts, change, jwk, filled = null }: Given): Promise<PortalServerSaid> {
  const place = { dataDir: join(folder, 'authority'), databaseUrl: null }
  if (filled !== null) cpSync(filled, place.dataDir, { recursive: true })
  authority = await openBenchAuthority({ place, jwks: [jwk], role: 'portal', callsPerMinute: NO_LIMIT })
  const { url, port, devices } = authority
  const device = devices[0]?.id ?? ''
  const made = await keepReadyDrafts(sqliteFile(place.dataDir), drafts, device, change)
  return { url, port, device, tokens: devices.map(({ token }) => token), drafts: made }
}
