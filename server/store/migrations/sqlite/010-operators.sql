-- People of the authority, each with a token of their own.
CREATE TABLE operators (
  name TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  removed_at INTEGER -- the name stays: proposals and the audit trail say it
) STRICT;

-- What one of them proposes and another one approves.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('status', 'policy')),
  title TEXT NOT NULL,
  content TEXT NOT NULL, -- JSON
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES operators (name),
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  decided_by TEXT REFERENCES operators (name),
  decided_at INTEGER
) STRICT;

-- The policy as it was approved, whole, one row a change; before the first of them it is the one of the settings.
CREATE TABLE policies (
  revision INTEGER PRIMARY KEY,
  editions TEXT NOT NULL, -- JSON
  proposal TEXT NOT NULL UNIQUE REFERENCES proposals (id),
  approved_at INTEGER NOT NULL
) STRICT;
