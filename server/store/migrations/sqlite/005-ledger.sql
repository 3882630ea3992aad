-- Events as devices signed them, each chained to the one before it. What was there before was neither.
ALTER TABLE crossings RENAME TO crossings_unsigned;
DROP INDEX crossings_visa;

CREATE TABLE crossings (
  position INTEGER PRIMARY KEY,
  feed_position INTEGER UNIQUE, -- where the feed tells of it; NULL: it has the id of another event
  hash TEXT NOT NULL UNIQUE,
  prev TEXT,
  id TEXT NOT NULL,
  visa_number TEXT NOT NULL,
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  crossing TEXT NOT NULL, -- JSON, its standing aside
  standing TEXT NOT NULL CHECK (standing IN ('counts', 'accepted', 'refused', 'held')),
  allowed INTEGER, -- entries that the visa allows; NULL: any number
  until TEXT NOT NULL, -- the last day on which it can matter
  jws TEXT NOT NULL,
  receipt TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  received_from TEXT NOT NULL
) STRICT;

CREATE INDEX crossings_visa ON crossings (visa_number);
CREATE INDEX crossings_chain ON crossings (device, seq);
CREATE UNIQUE INDEX crossings_id ON crossings (id) WHERE feed_position IS NOT NULL;

CREATE TABLE conflicts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  visa_number TEXT NOT NULL,
  device TEXT NOT NULL,
  seq INTEGER,
  about TEXT NOT NULL,
  raised_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reviews (
  conflict_id TEXT PRIMARY KEY REFERENCES conflicts (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'close')),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- A true event is never rewritten or dropped; only what it counts for may change, by a review.
CREATE TRIGGER crossings_stay BEFORE DELETE ON crossings BEGIN SELECT raise(ABORT, 'the ledger forgets nothing'); END;
CREATE TRIGGER crossings_unchanged
BEFORE UPDATE OF position, hash, prev, id, visa_number, device, seq, crossing, jws, receipt, received_at, received_from
ON crossings BEGIN SELECT raise(ABORT, 'the ledger is not rewritten'); END;
CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews BEGIN SELECT raise(ABORT, 'the ledger forgets nothing'); END;
CREATE TRIGGER reviews_unchanged BEFORE UPDATE ON reviews BEGIN SELECT raise(ABORT, 'the ledger is not rewritten'); END;
