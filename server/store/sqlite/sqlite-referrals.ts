/** Referrals on SQLite: written with the events that they come from. */
import type Database from 'better-sqlite3'
import { named } from '../conflict-rows.ts'
import { listReferrals, type ReferralRow, readReferral, referralsOf, SETTLE_REFERRALS } from '../referral-rows.ts'
import type { ReferralStore } from '../referral-store.ts'
import type { NewRow, VisaChange } from '../take-events.ts'

export function sqliteReferrals(database: Database.Database): ReferralStore {
  return {
    referrals: async (query) => {
      const { sql, values } = listReferrals(query)
      return (database.prepare(sql).all(named(values)) as ReferralRow[]).map(readReferral)
    },
  }
}

export interface ReferralWriter {
  /** Writes what was taken of referrals, and what it changes of others. */
  readonly write: (taken: { readonly rows: readonly NewRow[]; readonly visas: readonly VisaChange[] }) => void
  /** A review let this event count; these are taken back by now. */
  readonly letCount: (id: string, voided: readonly string[]) => void
}

/** To be called within the transaction in which events were judged, or one was accepted. */
export function referralWriter(database: Database.Database): ReferralWriter {
  const addReferral = database.prepare(
    `INSERT INTO referrals (id, visa_number, hash, checkpoint, at, known_at, stands)
     VALUES (@id, @visaNumber, @hash, @checkpoint, @at, @knownAt, @stands)`,
  )
  const addAct = database.prepare(
    `INSERT INTO referral_acts (id, referral, visa_number, checkpoint, device, operator, did, ends, at, stands)
     VALUES (@id, @referral, @visaNumber, @checkpoint, @device, @operator, @did, @ends, @at, @stands)`,
  )
  const setReferral = database.prepare('UPDATE referrals SET stands = ? WHERE id = ?')
  const setAct = database
    .prepare<[number, string], string>('UPDATE referral_acts SET stands = ? WHERE id = ? RETURNING referral')
    .pluck()
  const settle = database.prepare<[string]>(`${SETTLE_REFERRALS} = ?`)
  /** Says of each whether it counts, and gives the referrals that it was done to. */
  const stand = (stands: 0 | 1, ids: readonly string[]): readonly string[] =>
    ids.flatMap((id) => {
      setReferral.run(stands, id)
      return setAct.get(stands, id) ?? []
    })
  const settleAll = (ids: readonly string[]): void => {
    for (const id of new Set(ids)) settle.run(id)
  }
  return {
    write: ({ rows, visas }) => {
      const { referrals, acts } = referralsOf(rows)
      for (const referral of referrals) addReferral.run(referral)
      for (const act of acts) addAct.run(act)
      const undone = stand(
        0,
        visas.flatMap(({ voided }) => voided),
      )
      settleAll([...referrals.map(({ id }) => id), ...acts.map(({ referral }) => referral), ...undone])
    },
    letCount: (id, voided) => settleAll([...stand(1, [id]), ...stand(0, voided)]),
  }
}
