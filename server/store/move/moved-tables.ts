/** The tables of an authority that moves. Their columns are those that PostgreSQL has, so that no migration can be forgotten. */
import type { Connection, Queries } from '../postgres/postgres-connection.ts'

/** A table as it is read there and written here; columns have the same names. */
export interface MovedTable {
  readonly name: string
  /** The statement that gives its columns of the file, where no table there has them. */
  readonly from?: string
  readonly order: string
  /** A new database has rows of its own in it, which give way to these. */
  readonly isReplaced?: true
}

// They stand in the order in which they refer to each other.
export const MOVED_TABLES: readonly MovedTable[] = [
  { name: 'visas', order: 'number' },
  { name: 'visa_places', order: 'status_list, status_index', from: 'SELECT status_list, status_index FROM visas' },
  {
    name: 'visa_supports',
    order: 'visa_number',
    from: `SELECT replace(replace(visa_support_number, '-', ''), '/', '') AS visa_support_number, passport,
      number AS visa_number FROM visas WHERE status <> 'revoked'`,
  },
  { name: 'visa_applications', order: 'reference' },
  { name: 'visa_replacements', order: 'replaced' },
  { name: 'status_changes', order: 'position' },
  { name: 'status_lists', order: 'list' },
  { name: 'status_marks', order: 'position' },
  { name: 'issued', order: 'kid, payload_hash' },
  { name: 'artefacts', order: 'path' },
  { name: 'published_versions', order: 'path, version' },
  { name: 'carriers', order: 'id' },
  { name: 'enrolment_codes', order: 'code_hash' },
  { name: 'devices', order: 'id' },
  { name: 'crossings', order: 'position' },
  { name: 'ledger_heads', order: 'position' },
  { name: 'referrals', order: 'id' },
  { name: 'referral_acts', order: 'id' },
  { name: 'conflicts', order: 'id' },
  { name: 'reviews', order: 'conflict_id' },
  { name: 'audit', order: 'position' },
  { name: 'flights', order: 'id' },
  { name: 'flight_passengers', order: 'flight, position' },
  { name: 'deliveries', order: 'id' },
  { name: 'operators', order: 'name' },
  { name: 'proposals', order: 'id' },
  { name: 'policies', order: 'revision' },
  { name: 'terms', order: 'revision' },
  { name: 'accounts', order: 'id' },
  { name: 'sign_ins', order: 'id' },
  { name: 'sign_in_counts', order: 'email' },
  { name: 'sessions', order: 'id' },
  { name: 'persons', order: 'id' },
  { name: 'person_keys', order: 'credential' },
  { name: 'person_changes', order: 'id' },
  { name: 'key_invites', order: 'code_hash' },
  { name: 'key_challenges', order: 'id' },
  { name: 'person_sessions', order: 'id' },
  { name: 'signatures', order: 'id' },
  { name: 'prepared_acts', order: 'id' },
  { name: 'signings', order: 'id' },
  { name: 'letters', order: 'id' },
  { name: 'edges', order: 'position' },
  { name: 'hosts', order: 'id' },
  { name: 'invitations', order: 'id' },
  { name: 'invitation_messages', order: 'id' },
  { name: 'applications', order: 'id' },
  { name: 'application_pages', order: 'application, page' },
  { name: 'messages', order: 'id' },
  { name: 'decisions', order: 'id' },
  { name: 'issuing_outbox', order: 'application' },
  { name: 'days_looked_back', order: 'day' },
  { name: 'second_looks', order: 'application' },
  { name: 'corrections', order: 'id' },
  { name: 'payments', order: 'second_of IS NOT NULL, id' },
  { name: 'terminals', order: 'terminal' },
  { name: 'settlements', order: 'file_hash' },
  { name: 'file_keys', order: 'place' },
  { name: 'passport_copies', order: 'id' },
  { name: 'passport_copy_parts', order: 'copy, place' },
  { name: 'passport_pictures', order: 'copy, page' },
  // It is one life that goes on: with an epoch of its own the database would be another authority's for every device.
  { name: 'epochs', order: 'number', isReplaced: true },
  { name: 'doubts', order: 'kind, id' },
  { name: 'unsettled_days', order: 'day' },
  { name: 'audit_checkpoints', order: 'position' },
]

/** A column as PostgreSQL has it. */
export interface MovedColumn {
  readonly name: string
  readonly type: string
}

/** The columns that are moved: what the database numbers by itself it numbers in the order in which rows are moved, and what it makes of others it makes anew. */
export function movedColumns({ rows }: Pick<Connection, 'rows'>, table: string, on: Queries): Promise<MovedColumn[]> {
  return rows<MovedColumn>(
    `SELECT attname::text AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = '' ORDER BY attnum`,
    [table],
    on,
  )
}

/** What the rows of a table are read from in the file. */
export function sourceOf({ name, from }: MovedTable): string {
  return from === undefined ? name : `(${from})`
}
