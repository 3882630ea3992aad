/** Conflicts as a store of before kept them: it knew of none whether it still was one. */
import { NOW } from '../../../fixtures/made-world.ts'
import type { SignedEvent } from '../../../server/store/ledger-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf, exitOf, voidOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import type { ConflictWithRecords } from './listed-conflicts.ts'
import { ACT, newVisa } from './made-visas.ts'

/** One of each that stands, that stands no more, and that was closed. Gives the ids of those that are open. */
export async function keepConflicts(store: Store): Promise<readonly string[]> {
  const visas = await Promise.all([newVisa(), newVisa(), newVisa(), newVisa()])
  const [twice = '', undone = '', closed = '', gapped = ''] = visas.map(({ claims }) => claims.jti)
  await store.recordVisas(visas, ACT)
  const booth = await enrolledDevice(store)
  const hand = (...events: SignedEvent[]) => store.appendCrossings(events, booth.id, NOW)
  const second: Record<string, SignedEvent> = {}
  for (const number of [twice, undone, closed]) {
    await hand(await booth.sign(entryOf(number)))
    second[number] = await booth.sign(entryOf(number, { at: NOW + 5 }))
    await hand(second[number])
  }
  const idOf = (number: string) => `over-use:${second[number]?.event.id}`
  await hand(await booth.sign(voidOf(undone, second[undone]?.event.id ?? '', { at: NOW + 9 })))
  await store.review(idOf(closed), { ...ACT, verdict: 'close', reason: 'twins' })
  const [missing, next] = [await booth.sign(entryOf(gapped)), await booth.sign(exitOf(gapped, { at: NOW + 1 }))]
  await hand(next)
  await hand(missing)
  await booth.sign(entryOf(gapped, { at: NOW + 2 }))
  const afterGap = await booth.sign(exitOf(gapped, { at: NOW + 3 }))
  await hand(afterGap)
  return [idOf(twice), `gap:${afterGap.hash}`]
}

/** Within one second nobody kept which was found first. */
export function withoutPlaces(all: readonly ConflictWithRecords[]) {
  return all.map(({ place: _, ...one }) => one).toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Takes away what the schema of before did not have. */
export const AS_BEFORE = `
  DROP INDEX conflicts_visa; DROP INDEX conflicts_place; DROP INDEX conflicts_open;
  DROP INDEX conflicts_matter; DROP INDEX conflicts_closed; DROP INDEX conflicts_reviewed;
  ALTER TABLE conflicts DROP COLUMN place;
  ALTER TABLE conflicts DROP COLUMN matter;
  ALTER TABLE conflicts DROP COLUMN stands;
  ALTER TABLE conflicts DROP COLUMN closed_by;`

/** And what came after it, for a file, which has the number of its last migration alone. */
export const AND_LATER = `
  DROP INDEX visas_name; DROP INDEX visas_name_turned; DROP INDEX visas_passport_number;
  ALTER TABLE visas DROP COLUMN name; ALTER TABLE visas DROP COLUMN name_turned; ALTER TABLE visas DROP COLUMN passport_number;
  DROP INDEX audit_at; DROP INDEX audit_act; DROP INDEX audit_actor; DROP INDEX audit_subject;
  DROP TABLE ledger_heads; DROP TABLE doubts; DROP TABLE unsettled_days;
  ALTER TABLE devices DROP COLUMN station; ALTER TABLE devices DROP COLUMN held_seq;
  ALTER TABLE enrolment_codes DROP COLUMN station; ALTER TABLE carriers DROP COLUMN tablets_until;
  ALTER TABLE visas DROP COLUMN sum; ALTER TABLE visas DROP COLUMN crossings_sum;
  ALTER TABLE visas DROP COLUMN valid_until; ALTER TABLE visas DROP COLUMN stay_days;
  DROP INDEX crossings_moved; ALTER TABLE crossings DROP COLUMN sum; ALTER TABLE devices DROP COLUMN sum; ALTER TABLE policies DROP COLUMN sum;
  ALTER TABLE crossings DROP COLUMN wire;
  ALTER TABLE devices DROP COLUMN wire;
  DROP TABLE epochs; DROP TABLE referrals; DROP TABLE referral_acts;
  DROP INDEX status_changes_single; DROP INDEX proposals_open; DROP INDEX proposals_unseen;
  ALTER TABLE status_changes DROP COLUMN single;
  DROP TABLE passport_pictures; DROP TABLE passport_copy_parts; DROP TABLE passport_copies; DROP TABLE file_keys;
  DROP TABLE settlements; DROP TABLE terminals; DROP TABLE payments;
  DROP TABLE second_looks; DROP TABLE days_looked_back;
  DROP TABLE corrections; DROP TABLE issuing_outbox; DROP TABLE decisions; DROP TABLE messages;
  DROP TABLE application_pages; DROP TABLE applications; DROP TABLE invitation_messages; DROP TABLE invitations; DROP TABLE hosts; DROP TABLE edges;
  DROP TABLE signings; DROP TABLE prepared_acts; DROP TABLE signatures; DROP TABLE person_sessions; DROP TABLE key_challenges;
  DROP TABLE key_invites; DROP TABLE person_changes; DROP TABLE person_keys; DROP TABLE persons;
  DROP TABLE letters; DROP TABLE sessions; DROP TABLE sign_ins; DROP TABLE sign_in_counts; DROP TABLE accounts; DROP TABLE terms;
  ALTER TABLE proposals DROP COLUMN seen_at;`
