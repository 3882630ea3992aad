-- By what somebody is looked for. The columns are made of what stands there, so that what is erased is gone from them, too.
ALTER TABLE visas ADD COLUMN name text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN claims LIKE '{%' THEN trim((claims::json #>> '{holder,surname}') || ' ' || (claims::json #>> '{holder,given_names}')) END) STORED;
ALTER TABLE visas ADD COLUMN name_turned text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN claims LIKE '{%' THEN trim((claims::json #>> '{holder,given_names}') || ' ' || (claims::json #>> '{holder,surname}')) END) STORED;
ALTER TABLE visas ADD COLUMN passport_number text COLLATE "C"
  GENERATED ALWAYS AS (substr(passport, position(':' in passport) + 1)) STORED;
CREATE INDEX visas_name ON visas (name, number) WHERE name IS NOT NULL;
CREATE INDEX visas_name_turned ON visas (name_turned, number) WHERE name_turned IS NOT NULL;
CREATE INDEX visas_passport_number ON visas (passport_number, number) WHERE passport_number IS NOT NULL;
ALTER TABLE applications ADD COLUMN name text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN content LIKE '{%' THEN trim((content::json #>> '{holder,surname}') || ' ' || (content::json #>> '{holder,given_names}')) END) STORED;
ALTER TABLE applications ADD COLUMN name_turned text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN content LIKE '{%' THEN trim((content::json #>> '{holder,given_names}') || ' ' || (content::json #>> '{holder,surname}')) END) STORED;
ALTER TABLE applications ADD COLUMN passport_number text COLLATE "C"
  GENERATED ALWAYS AS (substr(passport, position(':' in passport) + 1)) STORED;
CREATE INDEX applications_name ON applications (name, id) WHERE name IS NOT NULL;
CREATE INDEX applications_name_turned ON applications (name_turned, id) WHERE name_turned IS NOT NULL;
CREATE INDEX applications_passport_number ON applications (passport_number, id) WHERE passport_number IS NOT NULL;
ALTER TABLE invitations ADD COLUMN name text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN content LIKE '{%' THEN trim((content::json #>> '{surname}') || ' ' || (content::json #>> '{given_names}')) END) STORED;
ALTER TABLE invitations ADD COLUMN name_turned text COLLATE "C"
  GENERATED ALWAYS AS (CASE WHEN content LIKE '{%' THEN trim((content::json #>> '{given_names}') || ' ' || (content::json #>> '{surname}')) END) STORED;
ALTER TABLE invitations ADD COLUMN passport_number text COLLATE "C"
  GENERATED ALWAYS AS (substr(passport, position(':' in passport) + 1)) STORED;
CREATE INDEX invitations_name ON invitations (name, id) WHERE name IS NOT NULL;
CREATE INDEX invitations_name_turned ON invitations (name_turned, id) WHERE name_turned IS NOT NULL;
CREATE INDEX invitations_passport_number ON invitations (passport_number, id) WHERE passport_number IS NOT NULL;
