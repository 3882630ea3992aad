/** The tables of an authority that moves, and where each is read from in its SQLite file. */

/** A table as it is read there and written here; columns have the same names. */
export interface MovedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** The statement that gives exactly these columns of the file, where no table there has them. */
  readonly from?: string
  readonly order: string
  /** A new database has rows of its own in it, which give way to these. */
  readonly isReplaced?: true
}

// They stand in the order in which they refer to each other.
export const MOVED_TABLES: readonly MovedTable[] = [
  {
    name: 'visas',
    columns: [
      ...['number', 'kid', 'jws', 'qr_text', 'claims', 'visa_support_number', 'passport', 'status', 'status_list'],
      ...['status_index', 'entries_allowed', 'entries_used', 'valid_until', 'stay_days'],
    ],
    from: `SELECT number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index,
      entries_allowed, entries_used, claims ->> '$.valid_until' AS valid_until, claims ->> '$.stay_days' AS stay_days
      FROM visas`,
    order: 'number',
  },
  {
    name: 'visa_places',
    columns: ['status_list', 'status_index'],
    from: 'SELECT status_list, status_index FROM visas',
    order: 'status_list, status_index',
  },
  {
    name: 'visa_supports',
    columns: ['visa_support_number', 'passport', 'visa_number'],
    from: `SELECT replace(replace(visa_support_number, '-', ''), '/', '') AS visa_support_number, passport,
      number AS visa_number FROM visas WHERE status <> 'revoked'`,
    order: 'visa_number',
  },
  {
    name: 'visa_applications',
    columns: ['reference', 'content_hash', 'visa_number'],
    order: 'reference',
  },
  { name: 'visa_replacements', columns: ['replaced', 'replacement'], order: 'replaced' },
  { name: 'status_changes', columns: ['number', 'status', 'reason', 'at', 'single'], order: 'position' },
  { name: 'status_lists', columns: ['list', 'places', 'drawn'], order: 'list' },
  { name: 'status_marks', columns: ['position', 'list', 'place', 'status'], order: 'position' },
  { name: 'issued', columns: ['kid', 'payload_hash'], order: 'kid, payload_hash' },
  {
    name: 'artefacts',
    columns: ['path', 'version', 'kid', 'signed_at', 'content_hash', 'sha256', 'body'],
    order: 'path',
  },
  { name: 'published_versions', columns: ['path', 'version', 'signed_at'], order: 'path, version' },
  { name: 'carriers', columns: ['id', 'name', 'device_limit', 'created_at'], order: 'id' },
  {
    name: 'enrolment_codes',
    columns: ['code_hash', 'role', 'expires_at', 'used_by', 'carrier', 'administrator', 'made_by'],
    order: 'code_hash',
  },
  {
    name: 'devices',
    columns: [
      ...['id', 'name', 'role', 'jwk_x', 'jwk_y', 'created_at', 'last_seen_at', 'revoked_at', 'reported_at'],
      ...['unsent', 'head_seq', 'data_as_of', 'ledger_as_of', 'carrier', 'administrator', 'wire'],
    ],
    order: 'id',
  },
  {
    name: 'crossings',
    columns: [
      ...['position', 'feed_position', 'hash', 'prev', 'id', 'visa_number', 'device', 'seq', 'crossing', 'standing'],
      ...['allowed', 'until', 'jws', 'receipt', 'received_at', 'received_from', 'wire'],
    ],
    order: 'position',
  },
  {
    name: 'referrals',
    columns: ['id', 'visa_number', 'hash', 'checkpoint', 'at', 'known_at', 'stands', 'act', 'ended'],
    order: 'id',
  },
  {
    name: 'referral_acts',
    columns: [...['id', 'referral', 'visa_number', 'checkpoint', 'device', 'operator', 'did', 'ends', 'at', 'stands']],
    order: 'id',
  },
  {
    name: 'conflicts',
    columns: [
      'id',
      'kind',
      'visa_number',
      'device',
      'seq',
      'about',
      'raised_at',
      'matter',
      'stands',
      'closed_by',
      'place',
    ],
    order: 'id',
  },
  { name: 'reviews', columns: ['conflict_id', 'verdict', 'reason', 'actor', 'at'], order: 'conflict_id' },
  {
    name: 'audit',
    columns: ['position', 'prev', 'at', 'actor', 'act', 'subject', 'detail', 'hash'],
    order: 'position',
  },
  {
    name: 'flights',
    columns: [
      ...['id', 'owner', 'device', 'carrier', 'plan', 'counts', 'arrival_at', 'created_at', 'checked_at', 'revision'],
      ...['passengers', 'idempotency_key', 'content_hash'],
    ],
    order: 'id',
  },
  {
    name: 'flight_passengers',
    columns: ['flight', 'position', 'listed', 'answer', 'revision'],
    order: 'flight, position',
  },
  {
    name: 'deliveries',
    columns: [
      ...['id', 'visa_number', 'address', 'language', 'state', 'attempts', 'next_at', 'handed_at', 'unconfirmed'],
      ...['error_code', 'error_text', 'created_at', 'sent_at', 'requested_by', 'resend_of'],
    ],
    order: 'id',
  },
  { name: 'operators', columns: ['name', 'token_hash', 'created_at', 'removed_at'], order: 'name' },
  {
    name: 'proposals',
    columns: [
      ...['id', 'kind', 'title', 'content', 'reason', 'proposed_by', 'proposed_at', 'expires_at', 'state'],
      ...['decided_by', 'decided_at', 'seen_at'],
    ],
    order: 'id',
  },
  { name: 'policies', columns: ['revision', 'editions', 'proposal', 'approved_at'], order: 'revision' },
  // It is one life that goes on: with an epoch of its own the database would be another authority's for every device.
  { name: 'epochs', columns: ['number', 'id'], order: 'number', isReplaced: true },
  { name: 'audit_checkpoints', columns: ['position', 'jws'], order: 'position' },
]

/** The statement that reads a table's columns from the file. */
export function selectOf({ name, columns, from }: MovedTable): string {
  return from ?? `SELECT ${columns.join(', ')} FROM ${name}`
}
