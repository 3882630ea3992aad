-- The places of a list in the order in which they are given out: 3 bytes each, shuffled when the list was opened.
CREATE TABLE status_lists (
  list INTEGER PRIMARY KEY,
  places BLOB NOT NULL,
  drawn INTEGER NOT NULL
) STRICT;

-- Every change of what a status list says of a visa, in order of commit: publishers follow it.
CREATE TABLE status_marks (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  list INTEGER NOT NULL,
  place INTEGER NOT NULL,
  status TEXT NOT NULL
) STRICT;

-- What each key truly issued: its register, should it ever be stolen.
CREATE TABLE issued (
  kid TEXT NOT NULL,
  payload_hash BLOB NOT NULL,
  PRIMARY KEY (kid, payload_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO issued (kid, payload_hash) SELECT kid, payload_hash(jws) FROM visas;

CREATE TABLE artefacts (
  path TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  kid TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

DROP TABLE documents;
