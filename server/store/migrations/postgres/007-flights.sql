-- Flights that carriers check. They hold personal data, and go some days after the arrival.
CREATE TABLE flights (
  id text PRIMARY KEY,
  owner text NOT NULL, -- a carrier, or a device that belongs to none
  device text NOT NULL,
  carrier text,
  plan text NOT NULL, -- JSON
  counts text NOT NULL, -- JSON
  arrival_at bigint NOT NULL,
  created_at bigint NOT NULL,
  checked_at bigint,
  revision integer NOT NULL,
  passengers integer NOT NULL,
  idempotency_key text,
  content_hash text
);
CREATE INDEX flights_owner ON flights (owner, arrival_at);
CREATE INDEX flights_arrival ON flights (arrival_at);
CREATE UNIQUE INDEX flights_idempotency ON flights (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE flight_passengers (
  flight text NOT NULL REFERENCES flights (id) ON DELETE CASCADE,
  position integer NOT NULL, -- as its list numbers it
  listed text NOT NULL, -- JSON
  answer text, -- JSON
  revision integer NOT NULL,
  PRIMARY KEY (flight, position)
);
