-- What decides is covered by sums now, which are checked when it is read. `carry-over.ts` writes what was here before anew,
-- and drops `settings` and `crossings`.
CREATE TABLE small (
  name TEXT PRIMARY KEY,
  kept TEXT NOT NULL
) STRICT;

-- The copies of the ledger: of this epoch, and of those before a restore. The index of a copy by its buckets is made once it
-- is complete: row by row it would cost more than all the rest.
CREATE TABLE ledger (
  copy INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  told INTEGER NOT NULL, -- 0: only this station knows of it so far
  until TEXT NOT NULL, -- the last day on which it can matter
  text TEXT NOT NULL
) STRICT;

CREATE INDEX ledger_untold ON ledger (bucket) WHERE told = 0;

-- Counts and sums over the rows of some buckets.
CREATE TABLE ledger_chunks (
  copy INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (copy, chunk)
) STRICT, WITHOUT ROWID;

-- When it was done: what was handed in is kept for a while, to be handed in again. NULL: its record cannot be read.
ALTER TABLE own_records ADD COLUMN at INTEGER;
