-- Artefacts are held under a snapshot now, by their hashes. What was held before had none: the next sync fetches it anew.
DROP TABLE artefacts;
CREATE TABLE artefacts (
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
