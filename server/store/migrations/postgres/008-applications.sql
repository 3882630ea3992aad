-- An application that is sent again is the e-visa that it was.
CREATE TABLE visa_applications (
  reference text COLLATE "C" PRIMARY KEY,
  content_hash text NOT NULL,
  visa_number text NOT NULL UNIQUE
);

-- An e-visa is never edited: it is revoked, and another one stands in its place.
CREATE TABLE visa_replacements (
  replaced text PRIMARY KEY,
  replacement text NOT NULL UNIQUE
);
