CREATE TABLE orders (
  key TEXT PRIMARY KEY, -- in the address of the page
  terminal TEXT NOT NULL,
  invoice TEXT NOT NULL,
  document TEXT NOT NULL, -- JSON
  UNIQUE (terminal, invoice)
) STRICT;

-- What is to be done later: a late notice, a late charge, a dispute.
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
