CREATE TABLE payments (
  id text PRIMARY KEY,
  state text NOT NULL,
  application text NOT NULL REFERENCES applications (id),
  acquirer text NOT NULL,
  terminal text NOT NULL,
  invoice text NOT NULL, -- 6 to 15 digits, as the acquirer knows it
  tail bigint NOT NULL, -- its last six digits: they differ, too, for the life of a terminal
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  page text, -- where the payer is sent
  expires_at bigint NOT NULL,
  watched_until bigint NOT NULL, -- until then the payer is there, and it is asked often
  asked bigint NOT NULL DEFAULT 0,
  asked_at bigint, -- for the last time: notices bring the next time forward, and not as often as anybody likes
  next_ask_at bigint,
  transaction_id text,
  captured_minor bigint,
  captured_currency text,
  captured_at bigint, -- by the bank's clock
  refund_tries bigint NOT NULL DEFAULT 0,
  refund_next_at bigint,
  refund_id text,
  refunded_at bigint,
  settled_at bigint,
  second_of text REFERENCES payments (id), -- a second charge under the invoice of that payment
  reason text NOT NULL DEFAULT '', -- why the desk owes it back
  created_at bigint NOT NULL,
  changed_at bigint NOT NULL
);
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
  terminal text PRIMARY KEY,
  drawn bigint NOT NULL,
  start bigint NOT NULL,
  step bigint NOT NULL
);

-- Files of the acquirer that were read, and what was found in them that no payment knew.
CREATE TABLE settlements (
  file_hash text PRIMARY KEY,
  terminal text NOT NULL,
  lines bigint NOT NULL,
  findings text NOT NULL, -- JSON
  read_by text NOT NULL,
  read_at bigint NOT NULL
);
