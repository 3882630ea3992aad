-- Events as devices signed them, each chained to the one before it.
CREATE TABLE crossings (
  position bigint NOT NULL,
  feed_position bigint, -- where the feed tells of it; NULL: it has the id of another event
  hash text NOT NULL,
  prev text,
  id text NOT NULL,
  visa_number text NOT NULL,
  device text NOT NULL,
  seq integer NOT NULL,
  crossing text NOT NULL, -- JSON, its standing aside
  standing text NOT NULL CHECK (standing IN ('counts', 'accepted', 'refused', 'held')),
  allowed integer, -- entries that the visa allows; NULL: any number
  until text NOT NULL, -- the last day on which it can matter
  jws text NOT NULL,
  receipt text NOT NULL,
  received_at bigint NOT NULL,
  received_from text NOT NULL,
  PRIMARY KEY (visa_number, hash)
) PARTITION BY HASH (visa_number);

CREATE INDEX crossings_feed ON crossings (feed_position);
CREATE INDEX crossings_chain ON crossings (device, seq);
CREATE INDEX crossings_id ON crossings (id);

CREATE TABLE conflicts (
  id text PRIMARY KEY,
  kind text NOT NULL,
  visa_number text NOT NULL,
  device text NOT NULL,
  seq integer,
  about text NOT NULL,
  raised_at bigint NOT NULL
);

CREATE TABLE reviews (
  conflict_id text PRIMARY KEY REFERENCES conflicts (id),
  verdict text NOT NULL CHECK (verdict IN ('accept', 'close')),
  reason text NOT NULL,
  actor text NOT NULL,
  at bigint NOT NULL
);

DO $$ BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE crossings_%s PARTITION OF crossings FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;

-- A true event is never rewritten or dropped; only what it counts for may change, by a review.
CREATE TRIGGER crossings_stay BEFORE DELETE ON crossings FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER crossings_unchanged
BEFORE UPDATE OF position, hash, prev, id, visa_number, device, seq, crossing, jws, receipt, received_at, received_from
ON crossings FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER reviews_stay BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION forbid();
