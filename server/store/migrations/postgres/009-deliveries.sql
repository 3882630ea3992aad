-- E-visas sent by e-mail: what waits, what was sent, what came back.
CREATE TABLE deliveries (
  id text PRIMARY KEY,
  visa_number text NOT NULL,
  address text NOT NULL, -- personal data: nowhere else
  language text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'bounced')),
  attempts integer NOT NULL DEFAULT 0, -- counts the claims too: whoever holds an older one changes nothing
  next_at bigint, -- of one that waits: not before; of one being sent: until then it is its worker's
  handed_at bigint, -- from here on the message may have arrived
  unconfirmed integer NOT NULL DEFAULT 0,
  error_code text,
  error_text text,
  created_at bigint NOT NULL,
  sent_at bigint,
  requested_by text NOT NULL,
  resend_of text REFERENCES deliveries (id)
);
CREATE INDEX deliveries_visa ON deliveries (visa_number, id);
CREATE INDEX deliveries_state ON deliveries (state, id);
CREATE INDEX deliveries_due ON deliveries (next_at, id) WHERE next_at IS NOT NULL;
-- Asked for twice before it went out, it goes out once.
CREATE UNIQUE INDEX deliveries_open ON deliveries (visa_number, address) WHERE next_at IS NOT NULL;
