/** A store that is not there though an authority worked here: to begin a new one in silence would re-open all that was revoked. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { readStrictJson } from '#evisa/strict-json.ts'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'
import { ConfigError } from '../config.ts'
import { type FoundStore, findStore } from '../store/find-store.ts'
import { type StorePlace, sqliteFile } from '../store/open-store.ts'

/** Throws `ConfigError` where the store was lost, or is another program's. The first start of an authority goes on. */
export async function assertNotLost(place: StorePlace, keysDir: string): Promise<void> {
  const found = await findStore(place)
  if (found === 'kept') return
  if (found === 'other')
    throw new ConfigError(`${nameOf(place)} holds what another program keeps there: name a place of its own`)
  const traces = tracesOf(place.dataDir, keysDir)
  if (traces.length === 0) return
  throw new ConfigError(
    `${nameOf(place)} ${WORDS[found]}, though an authority worked here: ${traces.join(', ')}. A new store would know no e-visa, no ` +
      `revocation and no entry that was used, and scanners would believe it. ${mendOf(place)}`,
  )
}

const WORDS: Readonly<Record<Exclude<FoundStore, 'kept' | 'other'>, string>> = {
  none: 'is not there',
  empty: 'is empty',
}

/** What of the store is meant, for the person who named it. */
export function nameOf({ dataDir, databaseUrl }: StorePlace): string {
  return databaseUrl === null
    ? sqliteFile(dataDir)
    : `the database ${new URL(databaseUrl).pathname.slice(1)} of DATABASE_URL`
}

/** The log of a SQLite store whose file went: acknowledged acts may stand in it alone. */
export function logLeftAlone(dataDir: string): string | null {
  const log = `${sqliteFile(dataDir)}-wal`
  return (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0 ? log : null
}

function mendOf({ dataDir, databaseUrl }: StorePlace): string {
  const moves =
    databaseUrl !== null && existsSync(sqliteFile(dataDir))
      ? `To bring ${sqliteFile(dataDir)} there: npm run -s authority -- migrate-store. `
      : ''
  return (
    `${moves}To go on with the newest backup: npm run -s authority -- restore BACKUP. To begin an authority that never issued anything: ` +
    'npm run -s authority -- new-store. See docs/recovery.md'
  )
}

function tracesOf(dataDir: string, keysDir: string): string[] {
  const token = authorityTokenFile(dataDir)
  const published = join(dataDir, 'published')
  const log = logLeftAlone(dataDir)
  const version = publishedVersion(keysDir)
  return [
    ...(existsSync(token) ? [`${token} is there`] : []),
    ...(existsSync(published) ? [`${published} is there`] : []),
    ...(log === null ? [] : [`${log} is there`]),
    // The first is signed with the keys, before anybody ever used them.
    ...(version > 1 ? [`the keys in ${keysDir} have published trust list ${version}`] : []),
  ]
}

/** The version of the trust list; 0 where there is none that can be read, which whoever opens the keys tells. */
function publishedVersion(keysDir: string): number {
  const file = join(keysDir, 'published', 'trust.json')
  if (!existsSync(file)) return 0
  const { payload } = (readStrictJson(readFileSync(file, 'utf8')) ?? {}) as { payload?: unknown }
  const list = typeof payload === 'string' ? readStrictJson(textOfBase64url(payload)) : null
  return Number((list as { version?: unknown } | null)?.version ?? 0)
}
