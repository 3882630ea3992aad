-- E-visas sent by e-mail: what waits, what was sent, what came back.
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  visa_number TEXT NOT NULL,
  address TEXT NOT NULL, -- personal data: nowhere else
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'bounced')),
  attempts INTEGER NOT NULL DEFAULT 0, -- counts the claims too: whoever holds an older one changes nothing
  next_at INTEGER, -- of one that waits: not before; of one being sent: until then it is its worker's
  handed_at INTEGER, -- from here on the message may have arrived
  unconfirmed INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_text TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  requested_by TEXT NOT NULL,
  resend_of TEXT REFERENCES deliveries (id)
) STRICT;
CREATE INDEX deliveries_visa ON deliveries (visa_number, id);
CREATE INDEX deliveries_state ON deliveries (state, id);
CREATE INDEX deliveries_due ON deliveries (next_at, id) WHERE next_at IS NOT NULL;
-- Asked for twice before it went out, it goes out once.
CREATE UNIQUE INDEX deliveries_open ON deliveries (visa_number, address) WHERE next_at IS NOT NULL;
