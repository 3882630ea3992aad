/** Referrals on PostgreSQL: written with the events that they come from. */
import { listReferrals, type ReferralRow, readReferral, referralsOf, SETTLE_REFERRALS } from '../referral-rows.ts'
import type { ReferralStore } from '../referral-store.ts'
import type { NewRow, VisaChange } from '../take-events.ts'
import type { Connection, Queries } from './postgres-connection.ts'

export function postgresReferrals({ rows }: Connection): ReferralStore {
  return {
    referrals: async (query) => {
      const { sql, values } = listReferrals(query)
      return (await rows<ReferralRow>(sql, values)).map(readReferral)
    },
  }
}

/** Writes what was taken of referrals, and what it changes of others; within the transaction in which it was judged. */
export async function writeReferrals(
  connection: Connection,
  taken: { readonly rows: readonly NewRow[]; readonly visas: readonly VisaChange[] },
  on: Queries,
): Promise<void> {
  const { rows } = connection
  const { referrals, acts } = referralsOf(taken.rows)
  if (referrals.length > 0) {
    await rows(
      `INSERT INTO referrals (id, visa_number, hash, checkpoint, at, known_at, stands)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::integer[])`,
      [
        referrals.map(({ id }) => id),
        referrals.map(({ visaNumber }) => visaNumber),
        referrals.map(({ hash }) => hash),
        referrals.map(({ checkpoint }) => checkpoint),
        referrals.map(({ at }) => at),
        referrals.map(({ knownAt }) => knownAt),
        referrals.map(({ stands }) => stands),
      ],
      on,
    )
  }
  if (acts.length > 0) {
    await rows(
      `INSERT INTO referral_acts (id, referral, visa_number, checkpoint, device, operator, did, ends, at, stands)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
         $8::integer[], $9::bigint[], $10::integer[])`,
      [
        acts.map(({ id }) => id),
        acts.map(({ referral }) => referral),
        acts.map(({ visaNumber }) => visaNumber),
        acts.map(({ checkpoint }) => checkpoint),
        acts.map(({ device }) => device),
        acts.map(({ operator }) => operator),
        acts.map(({ did }) => did),
        acts.map(({ ends }) => ends),
        acts.map(({ at }) => at),
        acts.map(({ stands }) => stands),
      ],
      on,
    )
  }
  const voided = taken.visas.flatMap((visa) => visa.voided)
  const undone = await stand(connection, 0, voided, on)
  await settle(connection, [...referrals.map(({ id }) => id), ...acts.map(({ referral }) => referral), ...undone], on)
}

/** A review let this event count; these are taken back by now. */
export async function letReferralCount(
  connection: Connection,
  id: string,
  voided: readonly string[],
  on: Queries,
): Promise<void> {
  const done = await stand(connection, 1, [id], on)
  await settle(connection, [...done, ...(await stand(connection, 0, voided, on))], on)
}

/** Says of each whether it counts, and gives the referrals that it was done to. */
async function stand(
  { rows }: Connection,
  stands: 0 | 1,
  ids: readonly string[],
  on: Queries,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  await rows('UPDATE referrals SET stands = $1 WHERE id = ANY($2::text[])', [stands, ids], on)
  const acts = await rows<{ referral: string }>(
    'UPDATE referral_acts SET stands = $1 WHERE id = ANY($2::text[]) RETURNING referral',
    [stands, ids],
    on,
  )
  return acts.map(({ referral }) => referral)
}

async function settle({ rows }: Connection, ids: readonly string[], on: Queries): Promise<void> {
  if (ids.length > 0) await rows(`${SETTLE_REFERRALS} = ANY($1::text[])`, [[...new Set(ids)]], on)
}
