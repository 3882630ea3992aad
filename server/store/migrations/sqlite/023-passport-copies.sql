-- Ids of the keys that wrap the copies' own keys, in the order in which they came into use: by these a start tells whether it
-- was given the right file.
CREATE TABLE file_keys (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  first_used_at INTEGER NOT NULL
) STRICT;

-- Copies of passports. What came in is in parts, encrypted, until it was made anew; then it is gone.
CREATE TABLE passport_copies (
  id TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES applications (id),
  state TEXT NOT NULL CHECK (state IN ('receiving', 'accepted', 'refused')),
  size INTEGER NOT NULL, -- bytes that are to come
  received INTEGER NOT NULL DEFAULT 0,
  file_key TEXT NOT NULL, -- the id of the key that its own is wrapped by
  wrapped_key BLOB NOT NULL,
  findings TEXT NOT NULL DEFAULT '[]', -- JSON: why it was refused, or what an officer should know
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passport_copies_application ON passport_copies (application, created_at, id);
CREATE INDEX passport_copies_receiving ON passport_copies (changed_at) WHERE state = 'receiving';

CREATE TABLE passport_copy_parts (
  copy TEXT NOT NULL REFERENCES passport_copies (id),
  place INTEGER NOT NULL, -- of its first byte
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (copy, place)
) STRICT, WITHOUT ROWID;

-- Made anew from what came in: upright, without metadata.
CREATE TABLE passport_pictures (
  copy TEXT NOT NULL REFERENCES passport_copies (id),
  page INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  sha256 TEXT NOT NULL, -- of the picture before it was encrypted
  bytes BLOB NOT NULL,
  PRIMARY KEY (copy, page)
) STRICT, WITHOUT ROWID;
