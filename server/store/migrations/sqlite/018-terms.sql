-- A new kind of proposal: of terms. SQLite alters no condition of a column, so the table is written anew.
CREATE TABLE new_proposals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('status', 'policy', 'terms')),
  title TEXT NOT NULL,
  content TEXT NOT NULL, -- JSON
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES operators (name),
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  decided_by TEXT REFERENCES operators (name),
  decided_at INTEGER,
  seen_at INTEGER
) STRICT;
INSERT INTO new_proposals (id, kind, title, content, reason, proposed_by, proposed_at, expires_at, state, decided_by, decided_at, seen_at)
  SELECT id, kind, title, content, reason, proposed_by, proposed_at, expires_at, state, decided_by, decided_at, seen_at FROM proposals;
DROP TABLE proposals;
ALTER TABLE new_proposals RENAME TO proposals;
CREATE INDEX proposals_open ON proposals (expires_at) WHERE state = 'open';
CREATE INDEX proposals_unseen ON proposals (proposed_by) WHERE seen_at IS NULL;

-- The terms as they were approved, whole, one row a change; before the first of them they are those of the settings.
CREATE TABLE terms (
  revision INTEGER PRIMARY KEY,
  editions TEXT NOT NULL, -- JSON
  proposal TEXT NOT NULL UNIQUE REFERENCES proposals (id),
  approved_at INTEGER NOT NULL
) STRICT;
