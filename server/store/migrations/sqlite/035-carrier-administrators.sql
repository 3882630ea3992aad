-- A carrier's administrators are people, each for some of its stations or for all; and the station that a device is at. Devices that
-- administer others go on for 90 days, or until two people do.
ALTER TABLE persons ADD COLUMN carrier TEXT REFERENCES carriers (id);
ALTER TABLE persons ADD COLUMN stations TEXT; -- JSON; null: all of the carrier's
CREATE INDEX persons_carrier ON persons (carrier) WHERE carrier IS NOT NULL;
ALTER TABLE devices ADD COLUMN station TEXT;
ALTER TABLE enrolment_codes ADD COLUMN station TEXT;
ALTER TABLE carriers ADD COLUMN tablets_until INTEGER; -- null where no device administers others
UPDATE carriers SET tablets_until = unixepoch() + 90 * 86400 WHERE EXISTS
  (SELECT 1 FROM devices WHERE devices.carrier = carriers.id AND administrator = 1 AND revoked_at IS NULL);
