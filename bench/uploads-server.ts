/** The authority's server of the bench `uploads`, in a process of its own: a portal, and people with a case each. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { PublicJwk } from '#evisa/root.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../fixtures/made-world.ts'
import { hashToken, makeToken } from '../platform/token-text.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'

interface Given {
  readonly people: number
  /** The portal's. */
  readonly jwk: PublicJwk
}

export interface BenchPerson {
  readonly session: string
  readonly reference: string
}

/** What it says when it is ready. */
export interface UploadsServerSaid {
  readonly url: string
  readonly port: number
  readonly tokens: readonly string[]
  readonly people: readonly BenchPerson[]
}

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line) => serve(JSON.parse(line)))

async function serve({ people, jwk }: Given): Promise<UploadsServerSaid> {
  const place = { dataDir: join(folder, 'authority'), databaseUrl: null }
  authority = await openBenchAuthority({ place, jwks: [jwk], role: 'portal', callsPerMinute: NO_LIMIT })
  const { url, port, devices } = authority
  const file = new Database(sqliteFile(place.dataDir))
  const made = Array.from({ length: people }, (_, at) => keepPerson(file, at, devices[0]?.id ?? ''))
  file.close()
  return { url, port, tokens: devices.map(({ token }) => token), people: made }
}

function keepPerson(file: Database.Database, at: number, device: string): BenchPerson {
  const [session, reference, account] = [makeToken(), makeVisaNumber(randomBytes), `bench-${at}`]
  file
    .prepare(
      "INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'applicant', ?, 'en', ?, ?)",
    )
    .run(account, `${account}@example.com`, NOW, NOW)
  file
    .prepare(
      `INSERT INTO sessions (id, token_hash, account, device, browser, network, created_at, seen_at, expires_at)
       VALUES (?, ?, ?, ?, 'a bench', '', ?, ?, ?)`,
    )
    .run(account, hashToken(session), account, device, NOW, NOW, NOW + 86_400)
  file
    .prepare(
      `INSERT INTO applications (id, state, account, language, revision, created_at, changed_at)
       VALUES (?, 'draft', ?, 'en', 1, ?, ?)`,
    )
    .run(reference, account, NOW, NOW)
  return { session, reference }
}
