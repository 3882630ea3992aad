/** Visas on PostgreSQL. */
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { markVisas } from './postgres-publishing.ts'
import type { RecordVisaFault, Store } from './store.ts'
import { type NewVisa, readVisa, type VisaRow, visaColumnsOf } from './visa-rows.ts'

type Visas = Pick<Store, 'countVisas' | 'recordVisas' | 'findVisa' | 'setVisaStatus'>

const VISA_COLUMNS = 'claims, jws, qr_text, visa_support_number, status, entries_used'
// Somebody else records the same visas: a row is there already, or both wait for each other.
const COLLIDED = ['23505', '40P01']
const MAX_TRIES = 4

export function postgresVisas(connection: Connection): Visas {
  const { rows, transaction } = connection

  const recordOnce: Visas['recordVisas'] = (visas, act) =>
    transaction(async (on) => {
      const taken = await takenBy(connection, visas, on)
      const fresh = visas.filter((_, at) => taken[at] === null).map(visaColumnsOf)
      await insertVisas(connection, fresh, on)
      const issued = fresh.map(({ number }) => ({ ...act, act: 'issue', subject: number, detail: {} }) as const)
      await noteActs(connection, issued, on)
      return taken
    })
  return {
    countVisas: async () => {
      const [counter] = await rows<{ value: number }>("SELECT value FROM counters WHERE name = 'visas'")
      return counter?.value ?? 0
    },
    recordVisas: async (visas, act) => {
      for (let tries = 1; ; tries++) {
        try {
          return await recordOnce(visas, act)
        } catch (error) {
          // The next look finds whose they are.
          if (!COLLIDED.includes((error as { code?: string }).code ?? '') || tries === MAX_TRIES) throw error
        }
      }
    },
    findVisa: async (number) => {
      const [row] = await rows<VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = $1`, [number])
      return readVisa(row)
    },
    setVisaStatus: (number, status, reason, act) =>
      transaction(async (on) => {
        const [row] = await rows<VisaRow>(
          `UPDATE visas SET status = $2 WHERE number = $1 AND (status <> 'revoked' OR $2 = 'revoked')
           RETURNING ${VISA_COLUMNS}`,
          [number, status],
          on,
        )
        if (row === undefined) return null
        const values = [number, status, reason, act.at]
        await rows('INSERT INTO status_changes (number, status, reason, at) VALUES ($1, $2, $3, $4)', values, on)
        if (status === 'revoked') await rows('DELETE FROM visa_supports WHERE visa_number = $1', [number], on)
        await markVisas(connection, [number], on)
        const detail = { status, reason }
        await noteActs(connection, [{ ...act, act: 'set-status', subject: number, detail }], on)
        return readVisa(row)
      }),
  }
}

/** What keeps each visa from being recorded, by what is stored and by those before it in the batch. */
async function takenBy(
  { rows }: Connection,
  visas: readonly NewVisa[],
  on: Queries,
): Promise<(RecordVisaFault | null)[]> {
  const all = visas.map(visaColumnsOf)
  const numbers = await rows<{ number: string }>(
    'SELECT number FROM visas WHERE number = ANY($1::text[])',
    [all.map(({ number }) => number)],
    on,
  )
  const places = await rows<{ place: string }>(
    `SELECT status_list || '/' || status_index AS place FROM visa_places
     JOIN unnest($1::integer[], $2::integer[]) AS asked (list, index) ON status_list = list AND status_index = index`,
    [all.map(({ list }) => list), all.map(({ index }) => index)],
    on,
  )
  const supports = await rows<{ support: string; passport: string }>(
    `SELECT visa_support_number AS support, passport FROM visa_supports
     JOIN unnest($1::text[], $2::text[]) AS asked (s, p) ON visa_support_number = s AND passport = p`,
    [all.map(({ visaSupportNumber }) => visaSupportNumber), all.map(({ passport }) => passport)],
    on,
  )
  const known = new Set([
    ...numbers.map(({ number }) => `number ${number}`),
    ...places.map(({ place }) => `place ${place}`),
    ...supports.map(({ support, passport }) => `support ${JSON.stringify([support, passport])}`),
  ])
  return all.map(({ number, list, index, visaSupportNumber, passport }) => {
    const own = [
      [`number ${number}`, 'number-taken'],
      [`place ${list}/${index}`, 'status-index-taken'],
      [`support ${JSON.stringify([visaSupportNumber, passport])}`, 'support-number-used'],
    ] as const
    const fault = own.find(([name]) => known.has(name))?.[1] ?? null
    if (fault === null) for (const [name] of own) known.add(name)
    return fault
  })
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
    [column('visaSupportNumber'), column('passport'), column('number')],
    on,
  )
  await rows(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list,
       status_index, entries_allowed, valid_until, stay_days)
     SELECT number, kid, jws, qr_text, claims, support, passport, 'valid', list, index, allowed, valid_until, stay_days
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[],
       $9::integer[], $10::integer[], $11::text[], $12::integer[])
       AS made (number, kid, jws, qr_text, claims, support, passport, list, index, allowed, valid_until, stay_days)`,
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
