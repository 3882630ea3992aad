-- Two more roles of devices: the portal and the console, which stand between people and this server.
ALTER TABLE enrolment_codes DROP CONSTRAINT enrolment_codes_role_check;
ALTER TABLE enrolment_codes ADD CHECK (role IN ('carrier', 'border', 'portal', 'console'));
ALTER TABLE devices DROP CONSTRAINT devices_role_check;
ALTER TABLE devices ADD CHECK (role IN ('carrier', 'border', 'portal', 'console'));

-- People of the portal. One who is both has two accounts, so that neither sees what is the other's.
CREATE TABLE accounts (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('applicant', 'host')),
  email text NOT NULL, -- as it is compared; empty once it was erased
  language text NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  erased_at bigint
);
CREATE UNIQUE INDEX accounts_email ON accounts (kind, email) WHERE erased_at IS NULL;

-- What was sent to an address, to sign in by.
CREATE TABLE sign_ins (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('applicant', 'host')),
  email text NOT NULL,
  language text NOT NULL,
  account text REFERENCES accounts (id), -- whose address is to become this one; null to sign in
  browser_hash text NOT NULL, -- of what the browser holds that asked: no other one can finish
  code_hash text NOT NULL,
  link_hash text NOT NULL UNIQUE,
  tries bigint NOT NULL DEFAULT 0,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX sign_ins_browser ON sign_ins (browser_hash);
CREATE INDEX sign_ins_end ON sign_ins (expires_at);

-- How many codes were asked for an address, in a window that begins with the first of them.
CREATE TABLE sign_in_counts (
  email text PRIMARY KEY,
  since bigint NOT NULL,
  asked bigint NOT NULL
);

CREATE TABLE sessions (
  id text PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  account text NOT NULL REFERENCES accounts (id),
  device text NOT NULL REFERENCES devices (id), -- the copy of the portal that it began at
  browser text NOT NULL, -- in a few words, for its owner
  network text NOT NULL, -- that it began from, without the last part of the address; empty where it is not known
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX sessions_account ON sessions (account, created_at);
CREATE INDEX sessions_end ON sessions (expires_at);

-- What the portal writes to people. An e-visa itself goes by a delivery.
CREATE TABLE letters (
  id text PRIMARY KEY,
  kind text NOT NULL,
  address text NOT NULL, -- personal data; empty once it was forgotten
  language text NOT NULL,
  about text NOT NULL, -- the reference of a case, or empty
  content text NOT NULL, -- JSON, what the words are filled with; empty once it is over
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'bounced')),
  attempts bigint NOT NULL DEFAULT 0, -- counts the claims too: whoever holds an older one changes nothing
  next_at bigint,
  handed_at bigint, -- when it was handed over: from then on it is never sent again
  unconfirmed bigint NOT NULL DEFAULT 0, -- it went out, and the answer to it was lost
  error_code text,
  error_text text,
  created_at bigint NOT NULL,
  sent_at bigint
);
CREATE INDEX letters_due ON letters (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX letters_about ON letters (about, id);
CREATE INDEX letters_state ON letters (state, id);
CREATE INDEX letters_address ON letters (created_at) WHERE address <> '';
