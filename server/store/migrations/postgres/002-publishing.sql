-- The places of a list in the order in which they are given out: 3 bytes each, shuffled when the list was opened.
CREATE TABLE status_lists (
  list integer PRIMARY KEY,
  places bytea NOT NULL,
  drawn integer NOT NULL
);

-- Every change of what a status list says of a visa, in order of commit: publishers follow it.
CREATE TABLE status_marks (
  position bigint PRIMARY KEY,
  list integer NOT NULL,
  place integer NOT NULL,
  status text NOT NULL
);

-- What each key truly issued: its register, should it ever be stolen.
CREATE TABLE issued (
  kid text NOT NULL,
  payload_hash bytea NOT NULL,
  PRIMARY KEY (kid, payload_hash)
);

CREATE TABLE artefacts (
  path text PRIMARY KEY,
  version bigint NOT NULL,
  kid text NOT NULL,
  signed_at bigint NOT NULL,
  content_hash text NOT NULL,
  sha256 text NOT NULL,
  body text NOT NULL
);
