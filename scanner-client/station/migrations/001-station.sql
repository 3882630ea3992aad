CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE artefacts (
  path TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;

-- What others did and what was done here; `unsent` until the server has it.
CREATE TABLE crossings (
  id TEXT PRIMARY KEY,
  visa_number TEXT NOT NULL,
  event TEXT NOT NULL,
  unsent INTEGER NOT NULL
) STRICT;

CREATE INDEX crossings_visa ON crossings (visa_number);
CREATE INDEX crossings_unsent ON crossings (id) WHERE unsent = 1;

CREATE TABLE checks (
  visa_number TEXT NOT NULL,
  flight TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (visa_number, flight)
) STRICT;
