-- A charge whose case the store does not know is in doubt, too: its id is TERMINAL/INVOICE, and `visa` the reference of the case.
CREATE TABLE doubts_anew (
  kind TEXT NOT NULL CHECK (kind IN ('device', 'operator', 'place', 'letters', 'deliveries', 'issuing', 'payment')),
  id TEXT NOT NULL, -- of the device or operator; LIST/PLACE of a status list; empty for a queue; TERMINAL/INVOICE
  status TEXT, -- of a place: what was published of it, and is graver than what the store says
  visa TEXT, -- of a place: the number of its e-visa; NULL where the store knows none. Of a payment: the reference of its case
  kept_at INTEGER, -- of a place or payment: when somebody said that it stays
  ended_at INTEGER, -- of a place or payment: when somebody said that it does not; whoever shows it again changes nothing
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO doubts_anew SELECT kind, id, status, visa, kept_at, ended_at FROM doubts;
DROP TABLE doubts;
ALTER TABLE doubts_anew RENAME TO doubts;

-- Days of which a bank knows more than a store that was restored: each is asked for until its file was had once it was closed.
CREATE TABLE unsettled_days (
  day TEXT PRIMARY KEY -- 2026-11-30, as the bank counts days
) STRICT, WITHOUT ROWID;

-- The policy that was published last is taken back in after a restore: who approved it the trail of before knew.
CREATE TABLE policies_anew (
  revision INTEGER PRIMARY KEY,
  editions TEXT NOT NULL, -- JSON
  proposal TEXT UNIQUE REFERENCES proposals (id), -- NULL: it came from what was published
  approved_at INTEGER NOT NULL
) STRICT;
INSERT INTO policies_anew SELECT revision, editions, proposal, approved_at FROM policies;
DROP TABLE policies;
ALTER TABLE policies_anew RENAME TO policies;
