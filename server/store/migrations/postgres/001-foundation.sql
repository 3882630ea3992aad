-- Counters that are raised within the transaction of what they count: their row stays locked until the commit, so what is
-- numbered by them is numbered in the order of commit, and without gaps.
CREATE TABLE counters (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO counters (name, value) VALUES ('visas', 0), ('marks', 0), ('ledger', 0);

CREATE TABLE visas (
  number text PRIMARY KEY,
  kid text NOT NULL,
  jws text NOT NULL,
  qr_text text NOT NULL,
  claims text NOT NULL,
  visa_support_number text NOT NULL,
  passport text NOT NULL,
  status text NOT NULL CHECK (status IN ('valid', 'revoked', 'suspended')),
  status_list integer NOT NULL,
  status_index integer NOT NULL,
  entries_allowed integer, -- NULL: any number
  entries_used integer NOT NULL DEFAULT 0,
  valid_until text NOT NULL,
  stay_days integer NOT NULL
) PARTITION BY HASH (number);

CREATE INDEX visas_not_valid ON visas (status_list) WHERE status <> 'valid' OR entries_used >= entries_allowed;

-- What is unique across visas stands apart, since a visa is found by its number alone.
CREATE TABLE visa_places (
  status_list integer NOT NULL,
  status_index integer NOT NULL,
  PRIMARY KEY (status_list, status_index)
);
-- One invitation gives one person one e-visa that stands; a revoked one may be replaced.
CREATE TABLE visa_supports (
  visa_support_number text NOT NULL,
  passport text NOT NULL,
  visa_number text NOT NULL UNIQUE,
  PRIMARY KEY (visa_support_number, passport)
);

CREATE TABLE status_changes (
  number text NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  at bigint NOT NULL
);
CREATE INDEX status_changes_number ON status_changes (number);

CREATE TABLE enrolment_codes (
  code_hash text PRIMARY KEY,
  role text NOT NULL CHECK (role IN ('carrier', 'border')),
  expires_at bigint NOT NULL,
  used_by text
);

DO $$ BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format('CREATE TABLE visas_%s PARTITION OF visas FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;
