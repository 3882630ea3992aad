-- Carriers, and which of their devices may enrol others.
CREATE TABLE carriers (
  id TEXT PRIMARY KEY, -- the airline's code
  name TEXT NOT NULL,
  device_limit INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE devices ADD COLUMN carrier TEXT REFERENCES carriers (id);
ALTER TABLE devices ADD COLUMN administrator INTEGER NOT NULL DEFAULT 0;
CREATE INDEX devices_carrier ON devices (carrier);

ALTER TABLE enrolment_codes ADD COLUMN carrier TEXT REFERENCES carriers (id);
ALTER TABLE enrolment_codes ADD COLUMN administrator INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enrolment_codes ADD COLUMN made_by TEXT; -- as the audit trail names it: of a revoked device it is good no more
CREATE INDEX enrolment_codes_carrier ON enrolment_codes (carrier);
