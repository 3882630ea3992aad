CREATE TABLE payments (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  application TEXT NOT NULL REFERENCES applications (id),
  acquirer TEXT NOT NULL,
  terminal TEXT NOT NULL,
  invoice TEXT NOT NULL, -- 6 to 15 digits, as the acquirer knows it
  tail INTEGER NOT NULL, -- its last six digits: they differ, too, for the life of a terminal
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  page TEXT, -- where the payer is sent
  expires_at INTEGER NOT NULL,
  watched_until INTEGER NOT NULL, -- until then the payer is there, and it is asked often
  asked INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER, -- for the last time: notices bring the next time forward, and not as often as anybody likes
  next_ask_at INTEGER,
  transaction_id TEXT,
  captured_minor INTEGER,
  captured_currency TEXT,
  captured_at INTEGER, -- by the bank's clock
  refund_tries INTEGER NOT NULL DEFAULT 0,
  refund_next_at INTEGER,
  refund_id TEXT,
  refunded_at INTEGER,
  settled_at INTEGER,
  second_of TEXT REFERENCES payments (id), -- a second charge under the invoice of that payment
  reason TEXT NOT NULL DEFAULT '', -- why the desk owes it back
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX payments_tail ON payments (terminal, tail) WHERE second_of IS NULL;
CREATE UNIQUE INDEX payments_invoice ON payments (terminal, invoice) WHERE second_of IS NULL;
CREATE INDEX payments_second ON payments (second_of) WHERE second_of IS NOT NULL;
-- One open payment a case, whatever is clicked twice.
CREATE UNIQUE INDEX payments_open ON payments (application) WHERE state IN ('created', 'at-acquirer', 'confirming');
CREATE INDEX payments_application ON payments (application, created_at, id);
CREATE INDEX payments_ask ON payments (next_ask_at, id) WHERE next_ask_at IS NOT NULL;
CREATE INDEX payments_refund ON payments (refund_next_at, id) WHERE refund_next_at IS NOT NULL;
CREATE INDEX payments_state ON payments (state, changed_at, id);

-- How many invoices a terminal has given out, and in which order: a walk over all tails that meets none twice.
CREATE TABLE terminals (
  terminal TEXT PRIMARY KEY,
  drawn INTEGER NOT NULL,
  start INTEGER NOT NULL,
  step INTEGER NOT NULL
) STRICT;

-- Files of the acquirer that were read, and what was found in them that no payment knew.
CREATE TABLE settlements (
  file_hash TEXT PRIMARY KEY,
  terminal TEXT NOT NULL,
  lines INTEGER NOT NULL,
  findings TEXT NOT NULL, -- JSON
  read_by TEXT NOT NULL,
  read_at INTEGER NOT NULL
) STRICT;
