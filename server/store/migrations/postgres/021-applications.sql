CREATE TABLE applications (
  id text PRIMARY KEY, -- the reference: random, typeable, with a check character
  state text NOT NULL,
  account text NOT NULL REFERENCES accounts (id),
  language text NOT NULL,
  revision bigint NOT NULL, -- one more with each page that is kept
  -- Frozen when it is submitted:
  content text, -- JSON; empty once it was erased
  content_hash text, -- salted
  salt text, -- of that hash; empty once it was erased: then nothing ties the receipt to anybody
  receipt text, -- compact JWS
  frozen_revision bigint, -- of the answers that the content was made of
  terms_revision bigint,
  terms_from text, -- the first day of the edition
  passport text, -- ISSUER:NUMBER
  invitation text REFERENCES invitations (id),
  fee_minor bigint,
  fee_currency text,
  over_on text, -- the last day on which whoever got the e-visa may be in the country
  flags text NOT NULL DEFAULT '[]', -- JSON
  submitted_at bigint,
  paid_at bigint, -- when the bank captured it
  complete_at bigint,
  due_at bigint,
  claimed_by text,
  claimed_until bigint,
  visa_number text,
  created_at bigint NOT NULL,
  changed_at bigint NOT NULL,
  erased_at bigint
);
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
  application text NOT NULL REFERENCES applications (id),
  page text NOT NULL,
  revision bigint NOT NULL, -- of the application, when it was kept
  answers text NOT NULL, -- JSON
  kept_at bigint NOT NULL,
  PRIMARY KEY (application, page)
);

CREATE TABLE messages (
  id text PRIMARY KEY, -- a UUIDv7: in the order in which they were written
  application text NOT NULL REFERENCES applications (id),
  author text NOT NULL CHECK (author IN ('traveller', 'officer')),
  template text,
  text text NOT NULL, -- empty once it was erased
  answers_to text REFERENCES messages (id),
  at bigint NOT NULL
);
CREATE INDEX messages_application ON messages (application, id);

-- What officers decided. The columns for their signatures are there; nobody signs yet.
CREATE TABLE decisions (
  id text PRIMARY KEY,
  application text NOT NULL REFERENCES applications (id),
  revision bigint NOT NULL,
  officer text NOT NULL,
  place text NOT NULL CHECK (place IN ('first', 'second')),
  decision text NOT NULL CHECK (decision IN ('no-objection', 'refuse', 'ask', 'send-back')),
  rule text,
  reason text NOT NULL,
  input text, -- JSON: exactly what is issued
  issue_fault text, -- JSON: why that could not be issued, and the case came back
  copy_hash text,
  invitation_hash text,
  terms_revision bigint NOT NULL,
  signed_text text,
  assertion text,
  at bigint NOT NULL
);
CREATE INDEX decisions_application ON decisions (application, id);

-- No objection: what is to be issued, committed with the decision.
CREATE TABLE issuing_outbox (
  application text PRIMARY KEY REFERENCES applications (id),
  decision text NOT NULL REFERENCES decisions (id),
  input text NOT NULL, -- JSON
  attempts bigint NOT NULL DEFAULT 0,
  next_at bigint NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX issuing_outbox_due ON issuing_outbox (next_at, application);

CREATE TABLE corrections (
  id text PRIMARY KEY,
  application text NOT NULL REFERENCES applications (id),
  asked text NOT NULL, -- JSON: what is to be other; empty once it was erased
  asked_at bigint NOT NULL,
  decided_by text,
  decided_at bigint,
  reason text NOT NULL DEFAULT '',
  visa_number text
);
CREATE INDEX corrections_application ON corrections (application, id);
