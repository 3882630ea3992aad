-- An application that is sent again is the e-visa that it was.
CREATE TABLE visa_applications (
  reference TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL,
  visa_number TEXT NOT NULL UNIQUE REFERENCES visas (number)
) STRICT;

-- An e-visa is never edited: it is revoked, and another one stands in its place.
CREATE TABLE visa_replacements (
  replaced TEXT PRIMARY KEY REFERENCES visas (number),
  replacement TEXT NOT NULL UNIQUE REFERENCES visas (number)
) STRICT;
