/** What judging events needs to know, loaded from PostgreSQL in few statements: the ledger stands still meanwhile. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import { CROSSING_COLUMNS, crossingsOfRows, type SummedCrossingRow, wholeCrossing } from '../crossing-rows.ts'
import { DEVICE_COLUMNS, type DeviceRow, readDevice } from '../device-rows.ts'
import type { ChainLink } from '../ledger-conflicts.ts'
import { headAfter, type LedgerEnd, NO_LEDGER } from '../ledger-head.ts'
import { NO_VISA_NUMBER, type SignedEvent, VISA_KINDS } from '../ledger-store.ts'
import type { HandIn, LedgerView, VisaTerms } from '../ledger-view.ts'
import {
  COVER_COLUMNS,
  coverOfJoined,
  JOINED_COVER,
  type JoinedCover,
  termsOf,
  type VisaCover,
  wholeVisa,
} from '../visa-cover.ts'
import { withRelatives } from '../visa-findings.ts'
import type { Connection, Queries } from './postgres-connection.ts'

type TermsRow = VisaCover & Pick<VisaTerms, 'replaces' | 'replacedBy' | 'statusChanges'>

interface Termed {
  readonly terms: VisaTerms
  readonly cover: VisaCover
}

const LOCK_VISAS = 'SELECT 1 FROM visas WHERE number = ANY($1::text[]) ORDER BY number FOR UPDATE'

/** All that is known of the crossings of visas, by their numbers. */
export async function crossingsOf(
  { rows }: Connection,
  numbers: readonly string[],
  on?: Queries,
): Promise<Map<string, Crossing[]>> {
  // What is about nobody's e-visa is no crossing of one.
  const asked = numbers.filter((number) => number !== NO_VISA_NUMBER)
  // In one statement: the rows, and the sum over them, as they are at one moment.
  const found = await rows<AskedRow>(
    `SELECT asked.number AS asked, ${JOINED_COVER}, ${CROSSING_COLUMNS} FROM unnest($1::text[]) AS asked (number)
     LEFT JOIN visas ON visas.number = asked.number LEFT JOIN crossings ON crossings.visa_number = asked.number`,
    [asked],
    on,
  )
  return new Map(
    [...Map.groupBy(found, (row) => row.asked)].map(([number, all]) => {
      const visa = all[0] && coverOfJoined(all[0])
      return [number, crossingsOfRows(number, all.filter(isCrossing), visa && wholeVisa(visa))]
    }),
  )
}

/** A visa with one of its crossings; without any where there are none. */
type AskedRow = JoinedCover & { readonly asked: string } & (SummedCrossingRow | { readonly hash: null })

function isCrossing(row: AskedRow): row is AskedRow & SummedCrossingRow {
  return row.hash !== null
}

/** What the use of some e-visas is judged by: of these, and of those that they replaced or that replaced them. */
export interface VisaView extends Pick<LedgerView, 'visa' | 'provenEntries' | 'crossingsOf' | 'standing'> {
  /** What of its row decides, as it is written anew where something of it changes. */
  readonly coverOf: (number: string) => VisaCover | undefined
}

/** Loads it, for who has locked the end of the ledger: whatever changes a visa's use or status does so first. */
export async function loadVisas(connection: Connection, numbers: readonly string[], on: Queries): Promise<VisaView> {
  // A row is locked by one statement and read by the next: what waits for a lock would else read what was before it.
  await connection.rows(LOCK_VISAS, [numbers], on)
  const terms = await termsRows(connection, numbers, on)
  const all = new Set(numbers)
  // Whoever is replaced is met seldom, and then one after another.
  for (;;) {
    const others = [...withRelatives(all, (number) => terms.get(number)?.terms)].filter((number) => !terms.has(number))
    const fresh = others.filter((number) => !all.has(number))
    if (fresh.length === 0) break
    for (const number of fresh) all.add(number)
    for (const [number, found] of await termsRows(connection, fresh, on)) terms.set(number, found)
  }
  const crossings = await crossingsOf(connection, [...all], on)
  const unknown = [...all].filter((number) => !terms.has(number))
  const proven = await connection.rows<{ number: string; allowed: number }>(
    `SELECT visa_number AS number, min(allowed) AS allowed FROM crossings
     WHERE visa_number = ANY($1::text[]) AND allowed IS NOT NULL GROUP BY visa_number`,
    [unknown],
    on,
  )
  const provenEntries = new Map(proven.map(({ number, allowed }) => [number, allowed]))
  const conflicts = await connection.rows<{ number: string; id: string }>(
    `SELECT visa_number AS number, id FROM conflicts
     WHERE visa_number = ANY($1::text[]) AND stands = 1 AND kind = ANY($2::text[])`,
    [[...all], VISA_KINDS],
    on,
  )
  const standing = Map.groupBy(conflicts, ({ number }) => number)
  return {
    visa: (number) => terms.get(number)?.terms,
    coverOf: (number) => terms.get(number)?.cover,
    provenEntries: (number) => provenEntries.get(number) ?? null,
    crossingsOf: (number) => crossings.get(number) ?? [],
    standing: (number) => standing.get(number)?.map(({ id }) => id) ?? [],
  }
}

async function termsRows({ rows }: Connection, numbers: readonly string[], on: Queries): Promise<Map<string, Termed>> {
  const found = await rows<TermsRow>(
    `SELECT ${COVER_COLUMNS},
       (SELECT replaced FROM visa_replacements WHERE replacement = number) AS replaces,
       (SELECT replacement FROM visa_replacements WHERE replaced = number) AS "replacedBy",
       (SELECT coalesce(json_agg(json_build_object('status', changes.status, 'at', changes.at) ORDER BY position), '[]')
          FROM status_changes AS changes WHERE changes.number = visas.number) AS "statusChanges"
     FROM visas WHERE number = ANY($1::text[])`,
    [numbers],
    on,
  )
  return new Map(
    found.map((row) => {
      const { replaces, replacedBy, statusChanges } = row
      const terms = { ...termsOf(wholeVisa(row)), replaces, replacedBy, statusChanges }
      return [row.number, { terms, cover: row }]
    }),
  )
}

/** Loads all that judging these events asks for, in few statements. */
export async function loadView(
  connection: Connection,
  handIns: readonly HandIn[],
  end: number,
  on: Queries,
): Promise<LedgerView & VisaView> {
  const { rows } = connection
  const events = handIns.flatMap((handIn) => handIn.events)
  const numbers = [...new Set(events.flatMap(({ event }) => event.visa_number ?? []))]
  const devices = [...new Set(events.map(({ event }) => event.device))]
  const visas = await loadVisas(connection, numbers, on)
  const receipts = await rows<SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings JOIN unnest($1::text[], $2::text[]) AS asked (n, h)
       ON visa_number = n AND hash = h`,
    [events.map(({ event }) => event.visa_number ?? NO_VISA_NUMBER), events.map(({ hash }) => hash)],
    on,
  )
  const holders = await rows<{ id: string; hash: string }>(
    'SELECT id, hash FROM crossings WHERE id = ANY($1::text[]) AND feed_position IS NOT NULL',
    [events.map(({ event }) => event.id)],
    on,
  )
  const links = await linksOf(connection, events, on)
  const [restored] = await rows<{ at: EpochSeconds }>('SELECT max(began_at) AS at FROM epochs', [], on)
  const known = await rows<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ANY($1::text[])`, [devices], on)
  const receiptOf = new Map(receipts.map((row) => [row.hash, wholeCrossing(row).receipt]))
  const holderOf = new Map(holders.map(({ id, hash }) => [id, hash]))
  const linksAt = Map.groupBy(links, ({ device, seq }) => `${device}:${seq}`)
  const isRevoked = new Set(known.map(readDevice).flatMap(({ id, revokedAt }) => (revokedAt === null ? [] : [id])))
  return {
    end,
    epochBegan: restored?.at ?? 0,
    receiptOf: (hash) => {
      const receipt = receiptOf.get(hash)
      return receipt === undefined ? undefined : (JSON.parse(receipt) as CrossingReceipt)
    },
    holderOf: (id) => holderOf.get(id),
    eventsAt: (device, seq) => linksAt.get(`${device}:${seq}`) ?? [],
    isRevoked: (device) => isRevoked.has(device),
    ...visas,
  }
}

/** What stands in the places of these events in their devices' chains, and in the places before and after. */
async function linksOf({ rows }: Connection, events: readonly SignedEvent[], on: Queries) {
  // A run of places is one search in each partition, not one a place.
  const runs: { readonly device: string; readonly from: number; to: number }[] = []
  for (const [device, own] of Map.groupBy(events, ({ event }) => event.device)) {
    const seqs = own.map(({ event }) => event.seq).sort((one, other) => one - other)
    for (const seq of seqs) {
      const run = runs.at(-1)
      if (run?.device === device && seq <= run.to + 1) run.to = seq + 1
      else runs.push({ device, from: seq - 1, to: seq + 1 })
    }
  }
  return rows<ChainLink & { device: string; seq: number }>(
    `SELECT DISTINCT device, seq, hash, prev FROM crossings
     JOIN unnest($1::text[], $2::integer[], $3::integer[]) AS runs (d, first, last)
       ON device = d AND seq BETWEEN first AND last`,
    [runs.map(({ device }) => device), runs.map(({ from }) => from), runs.map(({ to }) => to)],
    on,
  )
}

const END = "SELECT value AS position, head FROM counters WHERE name = 'ledger'"

/** Where the ledger ends. */
export async function ledgerEnd({ rows }: Connection): Promise<LedgerEnd> {
  const [end] = await rows<LedgerEnd>(END)
  return end ?? NO_LEDGER
}

/** Where it ends; nobody else adds to it until the transaction is over. */
export async function lockEnd({ rows }: Connection, on: Queries): Promise<LedgerEnd> {
  const [end] = await rows<LedgerEnd>(`${END} FOR UPDATE`, [], on)
  return end ?? NO_LEDGER
}

/** Moves the end on over the entries up to a position. To be called by who has locked it. */
export async function moveEnd(
  { rows }: Connection,
  end: LedgerEnd,
  position: number,
  entries: readonly string[],
  on: Queries,
): Promise<void> {
  if (entries.length === 0) return
  await rows(
    `WITH ended AS (UPDATE counters SET value = $1, head = $2 WHERE name = 'ledger')
     INSERT INTO ledger_heads (position, head) VALUES ($1, $2)`,
    [position, headAfter(end.head, entries)],
    on,
  )
}
