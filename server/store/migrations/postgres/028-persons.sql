-- People who decide, each by a key of their own. Their names are those of operators: proposals, cases and the audit trail say them.
CREATE TABLE persons (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE REFERENCES operators (name),
  badge text, -- at a booth; null where the person works at none. It stays with whoever went, for what they signed
  email text NOT NULL, -- what was signed is told there every day; empty where nothing is sent
  roles text NOT NULL, -- JSON
  created_at bigint NOT NULL,
  ended_at bigint
);
CREATE UNIQUE INDEX persons_badge ON persons (badge) WHERE ended_at IS NULL;

CREATE TABLE person_keys (
  credential text PRIMARY KEY, -- base64url
  person text NOT NULL REFERENCES persons (id),
  thumbprint text NOT NULL UNIQUE, -- RFC 7638: no two people have one key, nor one person the same key twice
  jwk_x text NOT NULL,
  jwk_y text NOT NULL,
  label text NOT NULL,
  synced bigint NOT NULL, -- its maker may copy it to other devices
  counter bigint NOT NULL,
  fell_at bigint, -- its counter went back: there may be a copy of it
  created_at bigint NOT NULL,
  used_at bigint,
  ended_at bigint
);
CREATE INDEX person_keys_person ON person_keys (person);

-- What one administrator says of a person, and another one agrees to.
CREATE TABLE person_changes (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('make', 'set', 'another-key', 'end')),
  person text NOT NULL, -- of one who is to be made, too
  content text NOT NULL, -- JSON
  reason text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  decided_by text,
  decided_at bigint
);
CREATE INDEX person_changes_open ON person_changes (expires_at) WHERE state = 'open';

-- By which a person registers a key, once.
CREATE TABLE key_invites (
  code_hash text PRIMARY KEY,
  person text NOT NULL REFERENCES persons (id),
  opens_at bigint NOT NULL, -- after a lost key only some time later
  expires_at bigint NOT NULL,
  used_at bigint
);

-- What an authenticator is asked to sign, to register or to sign in: once, and within minutes.
CREATE TABLE key_challenges (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('sign-in', 'register', 'add')),
  challenge text NOT NULL,
  person text REFERENCES persons (id), -- null to sign in: the key says who
  invite text REFERENCES key_invites (code_hash),
  device text NOT NULL REFERENCES devices (id),
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX key_challenges_end ON key_challenges (expires_at);

CREATE TABLE person_sessions (
  id text PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  person text NOT NULL REFERENCES persons (id),
  credential text NOT NULL REFERENCES person_keys (credential),
  device text NOT NULL REFERENCES devices (id), -- the console that it began at
  browser text NOT NULL,
  network text NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX person_sessions_person ON person_sessions (person, created_at);
CREATE INDEX person_sessions_end ON person_sessions (expires_at);

-- What was signed. It stays as long as what it decided.
CREATE TABLE signatures (
  id text PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  person text NOT NULL REFERENCES persons (id),
  credential text NOT NULL REFERENCES person_keys (credential),
  text text NOT NULL,
  client_data text NOT NULL, -- base64url, as the other two
  authenticator_data text NOT NULL,
  signature text NOT NULL,
  at bigint NOT NULL
);
CREATE INDEX signatures_subject ON signatures (kind, subject, id);
CREATE INDEX signatures_person ON signatures (person, at);

-- What somebody at a terminal has made ready for a person to sign.
CREATE TABLE prepared_acts (
  id text PRIMARY KEY,
  act text NOT NULL, -- JSON
  prepared_by text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  signature text REFERENCES signatures (id) -- null until somebody signed it, and it was done
);
CREATE INDEX prepared_acts_end ON prepared_acts (expires_at);

-- A text that the server wrote and a person is to sign, with what it says is to be done.
CREATE TABLE signings (
  id text PRIMARY KEY,
  person text NOT NULL REFERENCES persons (id),
  act text NOT NULL, -- JSON
  text text NOT NULL,
  prepared text REFERENCES prepared_acts (id), -- what a terminal made ready; null where a page did
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX signings_end ON signings (expires_at);
