-- What a restored store says and nobody has confirmed since: until somebody does, it does not count.
CREATE TABLE doubts (
  kind TEXT NOT NULL CHECK (kind IN ('device', 'operator', 'place', 'letters', 'deliveries', 'issuing')),
  id TEXT NOT NULL, -- of the device or operator; LIST/PLACE of a status list; empty for a queue
  status TEXT, -- of a place: what was published of it, and is graver than what the store says
  visa TEXT, -- of a place: the number of its e-visa; NULL where the store knows none
  kept_at INTEGER, -- of a place: when somebody said that this status stays
  ended_at INTEGER, -- of a place: when somebody said that it does not; whoever shows it again changes nothing
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- The version of the snapshot that the store had when this life of it began: what is older it knew itself.
ALTER TABLE epochs ADD COLUMN snapshot INTEGER NOT NULL DEFAULT 0;
