-- Who did what, each row chained to the one before it by its hash.
CREATE TABLE audit (
  position bigint PRIMARY KEY,
  prev text NOT NULL,
  at bigint NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  subject text NOT NULL,
  detail text NOT NULL, -- JSON
  hash text NOT NULL
);
-- Where the trail ends: locked until the commit by whoever adds to it.
CREATE TABLE audit_end (
  only_one boolean PRIMARY KEY CHECK (only_one),
  position bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_end (only_one, position, hash) VALUES (true, 0, '');

-- Signed: whoever holds one can show that the trail up to it was written anew.
CREATE TABLE audit_checkpoints (
  position bigint PRIMARY KEY,
  jws text NOT NULL
);

CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is neither rewritten nor forgotten', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION forbid();
