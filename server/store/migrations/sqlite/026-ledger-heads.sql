-- The running hash of the ledger at the end of each commit: what was acknowledged once can be found again, or is missed.
CREATE TABLE ledger_heads (
  position INTEGER PRIMARY KEY,
  head TEXT NOT NULL
) STRICT;
INSERT INTO ledger_heads (position, head)
  SELECT max(position), ledger_head(entry) FROM (
    SELECT position, hash AS entry FROM crossings
    UNION ALL
    SELECT feed_position, hash || '.' || standing FROM crossings WHERE feed_position <> position
    ORDER BY 1)
  HAVING count(*) > 0;
CREATE TRIGGER ledger_heads_stay BEFORE DELETE ON ledger_heads
BEGIN SELECT raise(ABORT, 'the ledger forgets nothing'); END;
CREATE TRIGGER ledger_heads_unchanged BEFORE UPDATE ON ledger_heads
BEGIN SELECT raise(ABORT, 'the ledger is not rewritten'); END;
