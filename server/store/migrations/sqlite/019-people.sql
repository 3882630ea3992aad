-- Two more roles of devices: the portal and the console, which stand between people and this server.
CREATE TABLE new_enrolment_codes (
  code_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('carrier', 'border', 'portal', 'console')),
  expires_at INTEGER NOT NULL,
  used_by TEXT,
  carrier TEXT REFERENCES carriers (id),
  administrator INTEGER NOT NULL DEFAULT 0,
  made_by TEXT
) STRICT;
INSERT INTO new_enrolment_codes (code_hash, role, expires_at, used_by, carrier, administrator, made_by)
  SELECT code_hash, role, expires_at, used_by, carrier, administrator, made_by FROM enrolment_codes;
DROP TABLE enrolment_codes;
ALTER TABLE new_enrolment_codes RENAME TO enrolment_codes;
CREATE INDEX enrolment_codes_carrier ON enrolment_codes (carrier);

CREATE TABLE new_devices (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('carrier', 'border', 'portal', 'console')),
  jwk_x TEXT NOT NULL,
  jwk_y TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  revoked_at INTEGER,
  reported_at INTEGER,
  unsent INTEGER,
  head_seq INTEGER,
  data_as_of INTEGER,
  ledger_as_of INTEGER,
  carrier TEXT REFERENCES carriers (id),
  administrator INTEGER NOT NULL DEFAULT 0,
  wire INTEGER
) STRICT;
INSERT INTO new_devices (id, name, role, jwk_x, jwk_y, created_at, last_seen_at, revoked_at, reported_at, unsent, head_seq, data_as_of, ledger_as_of, carrier, administrator, wire)
  SELECT id, name, role, jwk_x, jwk_y, created_at, last_seen_at, revoked_at, reported_at, unsent, head_seq, data_as_of, ledger_as_of, carrier, administrator, wire FROM devices;
DROP TABLE devices;
ALTER TABLE new_devices RENAME TO devices;
CREATE INDEX devices_carrier ON devices (carrier);

-- People of the portal. One who is both has two accounts, so that neither sees what is the other's.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('applicant', 'host')),
  email TEXT NOT NULL, -- as it is compared; empty once it was erased
  language TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  erased_at INTEGER
) STRICT;
CREATE UNIQUE INDEX accounts_email ON accounts (kind, email) WHERE erased_at IS NULL;

-- What was sent to an address, to sign in by.
CREATE TABLE sign_ins (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('applicant', 'host')),
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  account TEXT REFERENCES accounts (id), -- whose address is to become this one; null to sign in
  browser_hash TEXT NOT NULL, -- of what the browser holds that asked: no other one can finish
  code_hash TEXT NOT NULL,
  link_hash TEXT NOT NULL UNIQUE,
  tries INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX sign_ins_browser ON sign_ins (browser_hash);
CREATE INDEX sign_ins_end ON sign_ins (expires_at);

-- How many codes were asked for an address, in a window that begins with the first of them.
CREATE TABLE sign_in_counts (
  email TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  asked INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts (id),
  device TEXT NOT NULL REFERENCES devices (id), -- the copy of the portal that it began at
  browser TEXT NOT NULL, -- in a few words, for its owner
  network TEXT NOT NULL, -- that it began from, without the last part of the address; empty where it is not known
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX sessions_account ON sessions (account, created_at);
CREATE INDEX sessions_end ON sessions (expires_at);

-- What the portal writes to people. An e-visa itself goes by a delivery.
CREATE TABLE letters (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  address TEXT NOT NULL, -- personal data; empty once it was forgotten
  language TEXT NOT NULL,
  about TEXT NOT NULL, -- the reference of a case, or empty
  content TEXT NOT NULL, -- JSON, what the words are filled with; empty once it is over
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'bounced')),
  attempts INTEGER NOT NULL DEFAULT 0, -- counts the claims too: whoever holds an older one changes nothing
  next_at INTEGER,
  handed_at INTEGER, -- when it was handed over: from then on it is never sent again
  unconfirmed INTEGER NOT NULL DEFAULT 0, -- it went out, and the answer to it was lost
  error_code TEXT,
  error_text TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX letters_due ON letters (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX letters_about ON letters (about, id);
CREATE INDEX letters_state ON letters (state, id);
CREATE INDEX letters_address ON letters (created_at) WHERE address <> '';
