-- Each day is looked back at once: everybody is told what they signed, and some cases are looked at again by somebody else.
CREATE TABLE days_looked_back (
  day text PRIMARY KEY, -- in Kazakhstan
  looked_at bigint NOT NULL
);

CREATE TABLE second_looks (
  application text PRIMARY KEY REFERENCES applications (id),
  decision text NOT NULL REFERENCES decisions (id), -- the one that was last
  drawn_at bigint NOT NULL,
  looked_by text, -- the officer; null until somebody did
  looked_at bigint,
  verdict text CHECK (verdict IN ('right', 'wrong')),
  reason text NOT NULL DEFAULT '',
  signature text REFERENCES signatures (id) -- null: by a token
);
CREATE INDEX second_looks_open ON second_looks (application) WHERE looked_at IS NULL;
-- When it was told, or could be drawn: not by the day of its time, since a clock may be ahead of it when that day is looked back at.
ALTER TABLE signatures ADD COLUMN told_at bigint;
ALTER TABLE decisions ADD COLUMN weighed_at bigint;
UPDATE signatures SET told_at = at;
UPDATE decisions SET weighed_at = at;
CREATE INDEX signatures_untold ON signatures (at) WHERE told_at IS NULL;
CREATE INDEX decisions_unweighed ON decisions (at) WHERE weighed_at IS NULL;

-- Codes for a key have two halves from now on: whoever proposed before was told none, and codes that wait are read otherwise.
ALTER TABLE person_changes ADD COLUMN first_hash text NOT NULL DEFAULT ''; -- of the half that its proposer was told; until it is decided
UPDATE person_changes SET state = 'declined', decided_at = extract(epoch FROM now())::bigint WHERE state = 'open';
UPDATE key_invites SET used_at = extract(epoch FROM now())::bigint WHERE used_at IS NULL;
