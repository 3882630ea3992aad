-- People of the authority, each with a token of their own.
CREATE TABLE operators (
  name text COLLATE "C" PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  created_at bigint NOT NULL,
  removed_at bigint -- the name stays: proposals and the audit trail say it
);

-- What one of them proposes and another one approves.
CREATE TABLE proposals (
  id text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('status', 'policy')),
  title text NOT NULL,
  content text NOT NULL, -- JSON
  reason text NOT NULL,
  proposed_by text NOT NULL REFERENCES operators (name),
  proposed_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  decided_by text REFERENCES operators (name),
  decided_at bigint
);

-- The policy as it was approved, whole, one row a change; before the first of them it is the one of the settings.
CREATE TABLE policies (
  revision integer PRIMARY KEY,
  editions text NOT NULL, -- JSON
  proposal text NOT NULL UNIQUE REFERENCES proposals (id),
  approved_at bigint NOT NULL
);
