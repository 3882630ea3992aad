-- Devices have keys of their own now. Those of before had a bearer token and nothing to sign by: they enrol again.
DROP TABLE devices;
CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('carrier', 'border')),
  jwk_x TEXT NOT NULL,
  jwk_y TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  revoked_at INTEGER,
  reported_at INTEGER,
  unsent INTEGER,
  head_seq INTEGER,
  data_as_of INTEGER,
  ledger_as_of INTEGER
) STRICT;

CREATE TABLE access_tokens (
  token_hash TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  jkt TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX access_tokens_device ON access_tokens (device);
CREATE INDEX access_tokens_end ON access_tokens (expires_at);
