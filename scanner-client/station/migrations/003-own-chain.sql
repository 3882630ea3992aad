-- Records are signed and chained now, and devices have keys. What was there before is neither: it is kept, no server takes
-- it any more, and the station has to be enrolled anew.
ALTER TABLE crossings RENAME TO crossings_unsigned;
DROP INDEX crossings_visa;
DROP INDEX crossings_unsent;
DELETE FROM settings WHERE name IN ('enrolment', 'ledger-after', 'ledger-as-of');

-- What is known of crossings: those that the ledger told, as often as it told them (the last one counts), and what was
-- done here. The index by visa_number is made once the copy is complete: row by row it would cost more than all the rest.
CREATE TABLE crossings (
  visa_number TEXT NOT NULL,
  id TEXT NOT NULL,
  device TEXT NOT NULL,
  action TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  at INTEGER NOT NULL,
  instead_of TEXT,
  override TEXT,
  voids TEXT,
  supervised INTEGER,
  standing TEXT NOT NULL,
  allowed INTEGER, -- entries that the visa allows; NULL: any number, or not told yet
  until TEXT NOT NULL, -- the last day on which it can matter
  told INTEGER NOT NULL -- 0: only this station knows of it so far
) STRICT;

CREATE INDEX crossings_untold ON crossings (id, device) WHERE told = 0;

-- The chains of this station, one for each enrolment.
CREATE TABLE own_chains (
  device TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT
) STRICT;

CREATE TABLE own_records (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL UNIQUE,
  visa_number TEXT NOT NULL,
  action TEXT NOT NULL,
  jws TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unsent', 'rejected', 'handed-in')),
  receipt TEXT,
  is_answered INTEGER NOT NULL,
  UNIQUE (device, seq)
) STRICT;

CREATE INDEX own_records_queue ON own_records (state, place);
CREATE INDEX own_records_visa ON own_records (visa_number);
CREATE INDEX own_records_unanswered ON own_records (place) WHERE is_answered = 0;

CREATE TABLE double_uses (
  visa_number TEXT PRIMARY KEY,
  found TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
