-- Who did what, each row chained to the one before it by its hash.
CREATE TABLE audit (
  position INTEGER PRIMARY KEY,
  prev TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL, -- JSON
  hash TEXT NOT NULL
) STRICT;

-- Signed: whoever holds one can show that the trail up to it was written anew.
CREATE TABLE audit_checkpoints (
  position INTEGER PRIMARY KEY,
  jws TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail forgets nothing'); END;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is not rewritten'); END;
