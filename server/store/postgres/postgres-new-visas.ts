/** How new visas enter PostgreSQL, within a transaction: what of them is taken already, and the rows that they become. */
import type { Act, AuditEntry } from '../audit-store.ts'
import { queueNote } from '../delivery-rows.ts'
import { coverOfNew, issueNote, visaColumnsOf } from '../visa-rows.ts'
import type { NewVisa, RecordVisaFault } from '../visa-store.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { insertDeliveries } from './postgres-deliveries.ts'

/** What keeps each visa from being recorded, by what is stored and by those before it in the batch. */
export async function takenBy(
  { rows }: Connection,
  visas: readonly NewVisa[],
  on: Queries,
): Promise<(RecordVisaFault | null)[]> {
  const all = visas.map(visaColumnsOf)
  // In one statement: between two of them somebody else's record may have come, half of which would be seen.
  const taken = await rows<{ kind: string; one: string; other: string }>(
    `SELECT 'number' AS kind, number AS one, '' AS other FROM visas WHERE number = ANY($1::text[])
     UNION ALL SELECT 'place', status_list::text, status_index::text FROM visa_places
       JOIN unnest($2::integer[], $3::integer[]) AS asked (list, index) ON status_list = list AND status_index = index
     UNION ALL SELECT 'support', visa_support_number, passport FROM visa_supports
       JOIN unnest($4::text[], $5::text[]) AS asked (s, p) ON visa_support_number = s AND passport = p
     UNION ALL SELECT 'reference', reference, '' FROM visa_applications WHERE reference = ANY($6::text[])`,
    [
      all.map(({ number }) => number),
      all.map(({ list }) => list),
      all.map(({ index }) => index),
      all.map(({ invitation }) => invitation),
      all.map(({ passport }) => passport),
      all.map(({ applicationReference }) => applicationReference).filter((reference) => reference !== null),
    ],
    on,
  )
  const known = new Set(taken.map(({ kind, one, other }) => nameOf(kind, one, other)))
  return all.map(({ number, list, index, invitation, passport, applicationReference: reference }) => {
    const own: readonly (readonly [string, RecordVisaFault])[] = [
      ...(reference === null ? [] : [[nameOf('reference', reference), 'reference-taken'] as const]),
      [nameOf('number', number), 'number-taken'],
      [nameOf('place', String(list), String(index)), 'status-index-taken'],
      [nameOf('support', invitation, passport), 'support-number-used'],
    ]
    const fault = own.find(([name]) => known.has(name))?.[1] ?? null
    if (fault === null) for (const [name] of own) known.add(name)
    return fault
  })
}

/** What can be had once only, so that no two of them have one name. */
const nameOf = (kind: string, one: string, other = '') => JSON.stringify([kind, one, other])

/** Records visas, queues their deliveries, and gives what is to be noted of it as the last step. */
export async function recordFresh(
  connection: Connection,
  visas: readonly NewVisa[],
  detail: AuditEntry['detail'],
  act: Act,
  on: Queries,
): Promise<AuditEntry[]> {
  await insertVisas(connection, visas.map(visaColumnsOf), on)
  const deliveries = visas.flatMap(({ delivery }) => delivery ?? [])
  if (deliveries.length > 0) await insertDeliveries(connection, deliveries, act, on)
  return visas.flatMap((visa) => [
    issueNote(visa, detail, act),
    ...(visa.delivery ? [queueNote(visa.delivery, act)] : []),
  ])
}

async function insertVisas(
  { rows }: Connection,
  visas: readonly ReturnType<typeof visaColumnsOf>[],
  on: Queries,
): Promise<void> {
  if (visas.length === 0) return
  const column = <K extends keyof (typeof visas)[number]>(name: K) => visas.map((visa) => visa[name])
  await rows(
    'INSERT INTO visa_places (status_list, status_index) SELECT * FROM unnest($1::integer[], $2::integer[])',
    [column('list'), column('index')],
    on,
  )
  await rows(
    `INSERT INTO visa_supports (visa_support_number, passport, visa_number)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
    [column('invitation'), column('passport'), column('number')],
    on,
  )
  // The ledger may have heard of a number before the store did: what a restored store lacked may be issued anew.
  const told = await rows<{ number: string; sum: number }>(
    'SELECT visa_number AS number, sum FROM crossings WHERE visa_number = ANY($1::text[])',
    [column('number')],
    on,
  )
  const toldOf = Map.groupBy(told, ({ number }) => number)
  const covers = visas.map((visa) =>
    coverOfNew(
      visa,
      toldOf.get(visa.number)?.map(({ sum }) => sum),
    ),
  )
  await rows(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list,
       status_index, entries_allowed, valid_until, stay_days, crossings_sum, sum)
     SELECT number, kid, jws, qr_text, claims, support, passport, 'valid', list, index, allowed, valid_until, stay_days,
       tally, sum
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[],
       $9::integer[], $10::integer[], $11::text[], $12::integer[], $13::bigint[], $14::bigint[])
       AS made (number, kid, jws, qr_text, claims, support, passport, list, index, allowed, valid_until, stay_days, tally, sum)`,
    [
      column('number'),
      column('kid'),
      column('jws'),
      column('qrText'),
      column('claims'),
      column('visaSupportNumber'),
      column('passport'),
      column('list'),
      column('index'),
      column('allowed'),
      column('validUntil'),
      column('stayDays'),
      covers.map(({ crossings_sum: tally }) => tally),
      covers.map(({ sum }) => sum),
    ],
    on,
  )
  const applied = visas.filter(({ applicationReference }) => applicationReference !== null)
  await rows(
    `INSERT INTO visa_applications (reference, content_hash, visa_number)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
    [
      applied.map(({ applicationReference }) => applicationReference),
      applied.map(({ contentHash }) => contentHash),
      applied.map(({ number }) => number),
    ],
    on,
  )
  await rows(
    'INSERT INTO issued (kid, payload_hash) SELECT * FROM unnest($1::text[], $2::bytea[])',
    [column('kid'), column('payloadHash')],
    on,
  )
  await rows("UPDATE counters SET value = value + $1 WHERE name = 'visas'", [visas.length], on)
}
