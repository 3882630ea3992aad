/** What a store holds, as its backup tells it: whose it is, how far it goes, and how many rows there are of each kind. */
import type { Epoch } from '#evisa/epoch.ts'
import { rootFingerprint } from '#evisa/root.ts'

/** What keeps a store from being backed up or restored, in words for its operator. */
export class BackupFault extends Error {
  override name = 'BackupFault'
}

/** How far a store goes. Everything that is acknowledged moves one of these on. */
export interface StoreEnds {
  /** Position of the last crossing, or of the last change of one. */
  readonly ledger: number
  /** Position of the last row of the audit trail, and its hash; 0 and empty where there is none. */
  readonly audit: number
  readonly audit_hash: string
  /** Version of the published snapshot. */
  readonly snapshot: number
}

export interface StoreContents {
  readonly schema: number
  /** The fingerprint of the authority's first root. */
  readonly root: string
  readonly epoch: Epoch
  readonly ends: StoreEnds
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
}

/** Asks a store, in one state of it. */
export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** What the two databases say in words of their own. */
export interface Dialect {
  /** Its one row has the `schema`. */
  readonly schema: string
  /** Its rows have the `name` of each table that holds rows. */
  readonly tables: string
}

/** Throws `BackupFault` where the store is no authority's, or of one that never published anything. */
export async function contentsOf(ask: Ask, { schema, tables }: Dialect): Promise<StoreContents> {
  const names = (await ask(tables)).map(({ name }) => String(name)).sort()
  if (!names.includes('epochs')) throw new BackupFault('it holds no authority of this program: nothing to back up')
  const one = async (sql: string) => (await ask(sql))[0] ?? {}
  const [root] = await ask("SELECT body FROM artefacts WHERE path = 'root/1'")
  if (root === undefined) throw new BackupFault('nothing was ever published from it: start the server once')
  const crossings = await one('SELECT max(position) AS last, max(feed_position) AS told FROM crossings')
  const audit = await one('SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1')
  const snapshot = await one("SELECT version FROM artefacts WHERE path = 'snapshot'")
  const epoch = await one('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
  const rows: Record<string, number> = {}
  for (const name of names) rows[name] = Number((await one(`SELECT count(*) AS count FROM ${name}`)).count)
  return {
    schema: Number((await one(schema)).schema),
    root: await rootFingerprint(String(root.body)),
    epoch: { number: Number(epoch.number), id: String(epoch.id) },
    ends: {
      ledger: Math.max(Number(crossings.last ?? 0), Number(crossings.told ?? 0)),
      audit: Number(audit.position ?? 0),
      audit_hash: String(audit.hash ?? ''),
      snapshot: Number(snapshot.version ?? 0),
    },
    rows,
  }
}
