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
  decided_by TEXT,
  decided_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX hosts_number ON hosts (number) WHERE state = 'confirmed';
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
  list TEXT, -- of the list that it came in
  reason TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  decided_by TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  approved_at INTEGER,
  expires_at INTEGER, -- of the number
  arrival_due_at INTEGER,
  arrived_at INTEGER
) STRICT;
CREATE INDEX invitations_host ON invitations (host, created_at, id);
CREATE INDEX invitations_state ON invitations (state, changed_at, id);
CREATE INDEX invitations_passport ON invitations (passport);
