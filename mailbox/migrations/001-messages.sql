CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL, -- epoch seconds
  sender TEXT NOT NULL,
  subject TEXT NOT NULL,
  raw BLOB NOT NULL -- as it came (RFC 5322)
) STRICT;

CREATE TABLE recipients (
  message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  address TEXT NOT NULL, -- as it was said
  searched TEXT NOT NULL, -- in small letters
  PRIMARY KEY (message, searched)
) STRICT;

CREATE INDEX recipients_searched ON recipients (searched, message);
