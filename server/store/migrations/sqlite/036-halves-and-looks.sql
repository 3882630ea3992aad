-- Each day is looked back at once: everybody is told what they signed, and some cases are looked at again by somebody else.
CREATE TABLE days_looked_back (
  day TEXT PRIMARY KEY, -- in Kazakhstan
  looked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE second_looks (
  application TEXT PRIMARY KEY REFERENCES applications (id),
  decision TEXT NOT NULL REFERENCES decisions (id), -- the one that was last
  drawn_at INTEGER NOT NULL,
  looked_by TEXT, -- the officer; null until somebody did
  looked_at INTEGER,
  verdict TEXT CHECK (verdict IN ('right', 'wrong')),
  reason TEXT NOT NULL DEFAULT '',
  signature TEXT REFERENCES signatures (id) -- null: by a token
) STRICT;
CREATE INDEX second_looks_open ON second_looks (application) WHERE looked_at IS NULL;
-- When it was told, or could be drawn: not by the day of its time, since a clock may be ahead of it when that day is looked back at.
ALTER TABLE signatures ADD COLUMN told_at INTEGER;
ALTER TABLE decisions ADD COLUMN weighed_at INTEGER;
UPDATE signatures SET told_at = at;
UPDATE decisions SET weighed_at = at;
CREATE INDEX signatures_untold ON signatures (at) WHERE told_at IS NULL;
CREATE INDEX decisions_unweighed ON decisions (at) WHERE weighed_at IS NULL;

-- Codes for a key have two halves from now on: whoever proposed before was told none, and codes that wait are read otherwise.
ALTER TABLE person_changes ADD COLUMN first_hash TEXT NOT NULL DEFAULT ''; -- of the half that its proposer was told; until it is decided
UPDATE person_changes SET state = 'declined', decided_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE state = 'open';
UPDATE key_invites SET used_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE used_at IS NULL;
