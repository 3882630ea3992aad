-- By what somebody is looked for. The columns are made of what stands there, so that what is erased is gone from them, too.
ALTER TABLE visas ADD COLUMN name TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(claims) THEN trim((claims ->> '$.holder.surname') || ' ' || (claims ->> '$.holder.given_names')) END) VIRTUAL;
ALTER TABLE visas ADD COLUMN name_turned TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(claims) THEN trim((claims ->> '$.holder.given_names') || ' ' || (claims ->> '$.holder.surname')) END) VIRTUAL;
ALTER TABLE visas ADD COLUMN passport_number TEXT
  GENERATED ALWAYS AS (substr(passport, instr(passport, ':') + 1)) VIRTUAL;
CREATE INDEX visas_name ON visas (name, number) WHERE name IS NOT NULL;
CREATE INDEX visas_name_turned ON visas (name_turned, number) WHERE name_turned IS NOT NULL;
CREATE INDEX visas_passport_number ON visas (passport_number, number) WHERE passport_number IS NOT NULL;
ALTER TABLE applications ADD COLUMN name TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(content) THEN trim((content ->> '$.holder.surname') || ' ' || (content ->> '$.holder.given_names')) END) VIRTUAL;
ALTER TABLE applications ADD COLUMN name_turned TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(content) THEN trim((content ->> '$.holder.given_names') || ' ' || (content ->> '$.holder.surname')) END) VIRTUAL;
ALTER TABLE applications ADD COLUMN passport_number TEXT
  GENERATED ALWAYS AS (substr(passport, instr(passport, ':') + 1)) VIRTUAL;
CREATE INDEX applications_name ON applications (name, id) WHERE name IS NOT NULL;
CREATE INDEX applications_name_turned ON applications (name_turned, id) WHERE name_turned IS NOT NULL;
CREATE INDEX applications_passport_number ON applications (passport_number, id) WHERE passport_number IS NOT NULL;
ALTER TABLE invitations ADD COLUMN name TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(content) THEN trim((content ->> '$.surname') || ' ' || (content ->> '$.given_names')) END) VIRTUAL;
ALTER TABLE invitations ADD COLUMN name_turned TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(content) THEN trim((content ->> '$.given_names') || ' ' || (content ->> '$.surname')) END) VIRTUAL;
ALTER TABLE invitations ADD COLUMN passport_number TEXT
  GENERATED ALWAYS AS (substr(passport, instr(passport, ':') + 1)) VIRTUAL;
CREATE INDEX invitations_name ON invitations (name, id) WHERE name IS NOT NULL;
CREATE INDEX invitations_name_turned ON invitations (name_turned, id) WHERE name_turned IS NOT NULL;
CREATE INDEX invitations_passport_number ON invitations (passport_number, id) WHERE passport_number IS NOT NULL;
