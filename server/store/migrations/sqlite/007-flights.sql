-- Flights that carriers check. They hold personal data, and go some days after the arrival.
CREATE TABLE flights (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL, -- a carrier, or a device that belongs to none
  device TEXT NOT NULL,
  carrier TEXT,
  plan TEXT NOT NULL, -- JSON
  counts TEXT NOT NULL, -- JSON
  arrival_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  checked_at INTEGER,
  revision INTEGER NOT NULL,
  passengers INTEGER NOT NULL,
  idempotency_key TEXT,
  content_hash TEXT
) STRICT;
CREATE INDEX flights_owner ON flights (owner, arrival_at);
CREATE INDEX flights_arrival ON flights (arrival_at);
CREATE UNIQUE INDEX flights_idempotency ON flights (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE flight_passengers (
  flight TEXT NOT NULL REFERENCES flights (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- as its list numbers it
  listed TEXT NOT NULL, -- JSON
  answer TEXT, -- JSON
  revision INTEGER NOT NULL,
  PRIMARY KEY (flight, position)
) STRICT, WITHOUT ROWID;
