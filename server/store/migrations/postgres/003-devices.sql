CREATE TABLE devices (
  id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('carrier', 'border')),
  jwk_x text NOT NULL,
  jwk_y text NOT NULL,
  created_at bigint NOT NULL,
  last_seen_at bigint,
  revoked_at bigint,
  reported_at bigint,
  unsent integer,
  head_seq integer,
  data_as_of bigint,
  ledger_as_of bigint
);

CREATE TABLE access_tokens (
  token_hash text PRIMARY KEY,
  device text NOT NULL REFERENCES devices (id),
  jkt text NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX access_tokens_device ON access_tokens (device);
CREATE INDEX access_tokens_end ON access_tokens (expires_at);
