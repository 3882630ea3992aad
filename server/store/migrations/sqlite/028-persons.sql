-- People who decide, each by a key of their own. Their names are those of operators: proposals, cases and the audit trail say them.
CREATE TABLE persons (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE REFERENCES operators (name),
  badge TEXT, -- at a booth; null where the person works at none. It stays with whoever went, for what they signed
  email TEXT NOT NULL, -- what was signed is told there every day; empty where nothing is sent
  roles TEXT NOT NULL, -- JSON
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX persons_badge ON persons (badge) WHERE ended_at IS NULL;

CREATE TABLE person_keys (
  credential TEXT PRIMARY KEY, -- base64url
  person TEXT NOT NULL REFERENCES persons (id),
  thumbprint TEXT NOT NULL UNIQUE, -- RFC 7638: no two people have one key, nor one person the same key twice
  jwk_x TEXT NOT NULL,
  jwk_y TEXT NOT NULL,
  label TEXT NOT NULL,
  synced INTEGER NOT NULL, -- its maker may copy it to other devices
  counter INTEGER NOT NULL,
  fell_at INTEGER, -- its counter went back: there may be a copy of it
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX person_keys_person ON person_keys (person);

-- What one administrator says of a person, and another one agrees to.
CREATE TABLE person_changes (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('make', 'set', 'another-key', 'end')),
  person TEXT NOT NULL, -- of one who is to be made, too
  content TEXT NOT NULL, -- JSON
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE INDEX person_changes_open ON person_changes (expires_at) WHERE state = 'open';

-- By which a person registers a key, once.
CREATE TABLE key_invites (
  code_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES persons (id),
  opens_at INTEGER NOT NULL, -- after a lost key only some time later
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

-- What an authenticator is asked to sign, to register or to sign in: once, and within minutes.
CREATE TABLE key_challenges (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sign-in', 'register', 'add')),
  challenge TEXT NOT NULL,
  person TEXT REFERENCES persons (id), -- null to sign in: the key says who
  invite TEXT REFERENCES key_invites (code_hash),
  device TEXT NOT NULL REFERENCES devices (id),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX key_challenges_end ON key_challenges (expires_at);

CREATE TABLE person_sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES persons (id),
  credential TEXT NOT NULL REFERENCES person_keys (credential),
  device TEXT NOT NULL REFERENCES devices (id), -- the console that it began at
  browser TEXT NOT NULL,
  network TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX person_sessions_person ON person_sessions (person, created_at);
CREATE INDEX person_sessions_end ON person_sessions (expires_at);

-- What was signed. It stays as long as what it decided.
CREATE TABLE signatures (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES persons (id),
  credential TEXT NOT NULL REFERENCES person_keys (credential),
  text TEXT NOT NULL,
  client_data TEXT NOT NULL, -- base64url, as the other two
  authenticator_data TEXT NOT NULL,
  signature TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX signatures_subject ON signatures (kind, subject, id);
CREATE INDEX signatures_person ON signatures (person, at);

-- What somebody at a terminal has made ready for a person to sign.
CREATE TABLE prepared_acts (
  id TEXT PRIMARY KEY,
  act TEXT NOT NULL, -- JSON
  prepared_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  signature TEXT REFERENCES signatures (id) -- null until somebody signed it, and it was done
) STRICT;
CREATE INDEX prepared_acts_end ON prepared_acts (expires_at);

-- A text that the server wrote and a person is to sign, with what it says is to be done.
CREATE TABLE signings (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES persons (id),
  act TEXT NOT NULL, -- JSON
  text TEXT NOT NULL,
  prepared TEXT REFERENCES prepared_acts (id), -- what a terminal made ready; null where a page did
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX signings_end ON signings (expires_at);
