CREATE TABLE visas (
  position INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  kid TEXT NOT NULL,
  jws TEXT NOT NULL,
  qr_text TEXT NOT NULL,
  claims TEXT NOT NULL,
  visa_support_number TEXT NOT NULL,
  passport TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('valid', 'revoked', 'suspended')),
  status_list INTEGER NOT NULL,
  status_index INTEGER NOT NULL,
  entries_allowed INTEGER, -- NULL: any number
  entries_used INTEGER NOT NULL DEFAULT 0,
  UNIQUE (status_list, status_index)
) STRICT;

-- One invitation gives one person one e-visa that stands; a revoked one may be replaced.
CREATE UNIQUE INDEX visas_support ON visas (visa_support_number, passport) WHERE status <> 'revoked';

CREATE INDEX visas_not_valid ON visas (status_list)
  WHERE status <> 'valid' OR entries_used >= entries_allowed;

CREATE TABLE status_changes (
  position INTEGER PRIMARY KEY,
  number TEXT NOT NULL REFERENCES visas (number),
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE crossings (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  visa_number TEXT NOT NULL,
  device TEXT NOT NULL,
  event TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

CREATE INDEX crossings_visa ON crossings (visa_number, position);

CREATE TABLE documents (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  content_hash TEXT NOT NULL
) STRICT;

CREATE TABLE enrolment_codes (
  code_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('carrier', 'border')),
  expires_at INTEGER NOT NULL,
  used_by TEXT
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('carrier', 'border')),
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  revoked_at INTEGER
) STRICT;
