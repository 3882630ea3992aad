-- The running hash of the ledger at the end of each commit: what was acknowledged once can be found again, or is missed.
CREATE TABLE ledger_heads (
  position bigint PRIMARY KEY,
  head text NOT NULL
);
-- Of the ledger alone: beside its end, so that both are read and locked at once.
ALTER TABLE counters ADD COLUMN head text NOT NULL DEFAULT '';
DO $$
DECLARE
  entry record;
  head text := '';
  last bigint;
BEGIN
  FOR entry IN
    SELECT position, hash AS what FROM crossings
    UNION ALL
    SELECT feed_position, hash || '.' || standing FROM crossings WHERE feed_position <> position
    ORDER BY 1
  LOOP
    head := rtrim(translate(encode(sha256(convert_to(head || '.' || entry.what, 'UTF8')), 'base64'), '+/', '-_'), '=');
    last := entry.position;
  END LOOP;
  IF last IS NOT NULL THEN
    INSERT INTO ledger_heads (position, head) VALUES (last, head);
    UPDATE counters SET value = last, head = ledger_heads.head FROM ledger_heads WHERE name = 'ledger';
  END IF;
END $$;
CREATE TRIGGER ledger_heads_stay BEFORE UPDATE OR DELETE ON ledger_heads FOR EACH ROW EXECUTE FUNCTION forbid();
