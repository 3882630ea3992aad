CREATE TABLE applications (
  id TEXT PRIMARY KEY, -- the reference: random, typeable, with a check character
  state TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id),
  language TEXT NOT NULL,
  revision INTEGER NOT NULL, -- one more with each page that is kept
  -- Frozen when it is submitted:
  content TEXT, -- JSON; empty once it was erased
  content_hash TEXT, -- salted
  salt TEXT, -- of that hash; empty once it was erased: then nothing ties the receipt to anybody
  receipt TEXT, -- compact JWS
  frozen_revision INTEGER, -- of the answers that the content was made of
  terms_revision INTEGER,
  terms_from TEXT, -- the first day of the edition
  passport TEXT, -- ISSUER:NUMBER
  invitation TEXT REFERENCES invitations (id),
  fee_minor INTEGER,
  fee_currency TEXT,
  over_on TEXT, -- the last day on which whoever got the e-visa may be in the country
  flags TEXT NOT NULL DEFAULT '[]', -- JSON
  submitted_at INTEGER,
  paid_at INTEGER, -- when the bank captured it
  complete_at INTEGER,
  due_at INTEGER,
  claimed_by TEXT,
  claimed_until INTEGER,
  visa_number TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  erased_at INTEGER
) STRICT;
CREATE INDEX applications_account ON applications (account, created_at, id);
-- By due time; what nobody promised a day for comes last.
CREATE INDEX applications_due ON applications ((coalesce(due_at, 9999999999)), id) WHERE state IN ('paid', 'review', 'second-review');
CREATE INDEX applications_state ON applications (state, changed_at, id);
CREATE INDEX applications_passport ON applications (passport, submitted_at) WHERE passport IS NOT NULL;
CREATE INDEX applications_over ON applications (over_on, id) WHERE erased_at IS NULL;
CREATE INDEX applications_invitation ON applications (invitation) WHERE invitation IS NOT NULL;
CREATE INDEX applications_visa ON applications (visa_number) WHERE visa_number IS NOT NULL;

-- Of those of whom nothing is left the address goes, too.
CREATE INDEX accounts_seen ON accounts (seen_at) WHERE erased_at IS NULL;

CREATE TABLE application_pages (
  application TEXT NOT NULL REFERENCES applications (id),
  page TEXT NOT NULL,
  revision INTEGER NOT NULL, -- of the application, when it was kept
  answers TEXT NOT NULL, -- JSON
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (application, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  id TEXT PRIMARY KEY, -- a UUIDv7: in the order in which they were written
  application TEXT NOT NULL REFERENCES applications (id),
  author TEXT NOT NULL CHECK (author IN ('traveller', 'officer')),
  template TEXT,
  text TEXT NOT NULL, -- empty once it was erased
  answers_to TEXT REFERENCES messages (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_application ON messages (application, id);

-- What officers decided. The columns for their signatures are there; nobody signs yet.
CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES applications (id),
  revision INTEGER NOT NULL,
  officer TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('first', 'second')),
  decision TEXT NOT NULL CHECK (decision IN ('no-objection', 'refuse', 'ask', 'send-back')),
  rule TEXT,
  reason TEXT NOT NULL,
  input TEXT, -- JSON: exactly what is issued
  issue_fault TEXT, -- JSON: why that could not be issued, and the case came back
  copy_hash TEXT,
  invitation_hash TEXT,
  terms_revision INTEGER NOT NULL,
  signed_text TEXT,
  assertion TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_application ON decisions (application, id);

-- No objection: what is to be issued, committed with the decision.
CREATE TABLE issuing_outbox (
  application TEXT PRIMARY KEY REFERENCES applications (id),
  decision TEXT NOT NULL REFERENCES decisions (id),
  input TEXT NOT NULL, -- JSON
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX issuing_outbox_due ON issuing_outbox (next_at, application);

CREATE TABLE corrections (
  id TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES applications (id),
  asked TEXT NOT NULL, -- JSON: what is to be other; empty once it was erased
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  visa_number TEXT
) STRICT;
CREATE INDEX corrections_application ON corrections (application, id);
