-- Ids of the keys that wrap the copies' own keys, in the order in which they came into use: by these a start tells whether it
-- was given the right file.
CREATE TABLE file_keys (
  place bigint PRIMARY KEY,
  id text NOT NULL UNIQUE,
  first_used_at bigint NOT NULL
);

-- Copies of passports. What came in is in parts, encrypted, until it was made anew; then it is gone.
CREATE TABLE passport_copies (
  id text PRIMARY KEY,
  application text NOT NULL REFERENCES applications (id),
  state text NOT NULL CHECK (state IN ('receiving', 'accepted', 'refused')),
  size bigint NOT NULL, -- bytes that are to come
  received bigint NOT NULL DEFAULT 0,
  file_key text NOT NULL, -- the id of the key that its own is wrapped by
  wrapped_key bytea NOT NULL,
  findings text NOT NULL DEFAULT '[]', -- JSON: why it was refused, or what an officer should know
  created_at bigint NOT NULL,
  changed_at bigint NOT NULL
);
CREATE INDEX passport_copies_application ON passport_copies (application, created_at, id);
CREATE INDEX passport_copies_receiving ON passport_copies (changed_at) WHERE state = 'receiving';

CREATE TABLE passport_copy_parts (
  copy text NOT NULL REFERENCES passport_copies (id),
  place bigint NOT NULL, -- of its first byte
  size bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (copy, place)
);

-- Made anew from what came in: upright, without metadata.
CREATE TABLE passport_pictures (
  copy text NOT NULL REFERENCES passport_copies (id),
  page bigint NOT NULL,
  width bigint NOT NULL,
  height bigint NOT NULL,
  sha256 text NOT NULL, -- of the picture before it was encrypted
  bytes bytea NOT NULL,
  PRIMARY KEY (copy, page)
);
