-- Every edge that an invitation, an application or a payment took. It grows only.
CREATE TABLE edges (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  edge TEXT NOT NULL,
  state TEXT NOT NULL, -- the one that it led to
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  detail TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX edges_subject ON edges (kind, subject, position);

-- Who invites: registered in Kazakhstan, and confirmed once by an officer.
CREATE TABLE hosts (
  id TEXT PRIMARY KEY,
  account TEXT REFERENCES accounts (id), -- null: entered at the counter
  kind TEXT NOT NULL,
  number TEXT NOT NULL, -- BIN or IIN
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'confirmed', 'refused')),
  reason TEXT NOT NULL DEFAULT '',
  entered_by TEXT, -- the officer at the counter; null: claimed by its account
  decided_by TEXT,
  decided_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX hosts_number ON hosts (number) WHERE state = 'confirmed';
CREATE INDEX hosts_same ON hosts (number);
CREATE INDEX hosts_account ON hosts (account);
CREATE INDEX hosts_claimed ON hosts (created_at, id) WHERE state = 'claimed';

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('host', 'counter', 'paper')),
  host TEXT REFERENCES hosts (id), -- null: on paper
  number TEXT UNIQUE, -- the visa support number; null until it is approved
  passport TEXT, -- ISSUER:NUMBER; null of one on paper that names none
  content TEXT NOT NULL, -- JSON: whom it invites, for what and when; empty once it was erased
  valid_until TEXT NOT NULL, -- the last day of the visit
  revision INTEGER NOT NULL,
  content_hash TEXT, -- the same asked for twice by a host is one
  list TEXT, -- of the list that it came in
  application TEXT, -- that reserved or used it
  reason TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  decided_by TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  approved_at INTEGER,
  expires_at INTEGER, -- of the number
  arrival_due_at INTEGER,
  arrival_reminded_at INTEGER,
  arrived_on TEXT, -- as the host reported
  arrival_reported_at INTEGER
) STRICT;
CREATE INDEX invitations_host ON invitations (host, created_at, id);
CREATE INDEX invitations_state ON invitations (state, changed_at, id);
CREATE INDEX invitations_passport ON invitations (passport);
CREATE UNIQUE INDEX invitations_content ON invitations (host, content_hash)
  WHERE state NOT IN ('refused', 'cancelled', 'expired');
CREATE UNIQUE INDEX invitations_application ON invitations (application) WHERE application IS NOT NULL;
CREATE INDEX invitations_end ON invitations (expires_at) WHERE state = 'approved';
CREATE INDEX invitations_arrival ON invitations (arrival_due_at)
  WHERE arrival_due_at IS NOT NULL AND arrival_reminded_at IS NULL AND arrival_reported_at IS NULL;
CREATE INDEX invitations_awaited ON invitations (valid_until)
  WHERE state = 'used' AND arrival_due_at IS NULL AND arrival_reported_at IS NULL;
CREATE INDEX invitations_over ON invitations (changed_at)
  WHERE state IN ('refused', 'cancelled', 'expired') AND content <> '';

-- What officers asked the host of an invitation, and what was answered.
CREATE TABLE invitation_messages (
  id TEXT PRIMARY KEY, -- a UUIDv7: in the order in which they were written
  invitation TEXT NOT NULL REFERENCES invitations (id),
  author TEXT NOT NULL CHECK (author IN ('host', 'officer')),
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_messages_invitation ON invitation_messages (invitation, id);
