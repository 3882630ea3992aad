-- Carriers, and which of their devices may enrol others.
CREATE TABLE carriers (
  id text PRIMARY KEY, -- the airline's code
  name text NOT NULL,
  device_limit integer NOT NULL,
  created_at bigint NOT NULL
);

ALTER TABLE devices ADD COLUMN carrier text REFERENCES carriers (id);
ALTER TABLE devices ADD COLUMN administrator integer NOT NULL DEFAULT 0;
CREATE INDEX devices_carrier ON devices (carrier);

ALTER TABLE enrolment_codes ADD COLUMN carrier text REFERENCES carriers (id);
ALTER TABLE enrolment_codes ADD COLUMN administrator integer NOT NULL DEFAULT 0;
ALTER TABLE enrolment_codes ADD COLUMN made_by text; -- as the audit trail names it: of a revoked device it is good no more
CREATE INDEX enrolment_codes_carrier ON enrolment_codes (carrier);
