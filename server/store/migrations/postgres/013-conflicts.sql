-- Whether a conflict still is one is kept with it, so that listing them reads no crossings. What is listed as one has one matter.
ALTER TABLE conflicts
  ADD COLUMN matter text NOT NULL DEFAULT '',
  ADD COLUMN stands integer DEFAULT 1 CHECK (stands IN (0, 1)), -- NULL: not judged since it is kept
  ADD COLUMN closed_by text,
  ADD COLUMN place bigint NOT NULL DEFAULT 0; -- in the order in which they were found

UPDATE conflicts SET
  place = ranked.place,
  matter = CASE WHEN kind = 'over-use' THEN kind || ':' || visa_number ELSE id END,
  closed_by = (SELECT conflict_id FROM reviews WHERE conflict_id = conflicts.id),
  stands = CASE
    WHEN kind IN ('over-use', 'late-void') THEN NULL
    WHEN kind = 'gap' AND EXISTS (
      SELECT 1 FROM crossings AS one JOIN crossings AS other ON other.device = one.device AND other.hash = one.prev
      WHERE one.device = conflicts.device AND one.seq = conflicts.seq AND one.hash = conflicts.about) THEN 0
    ELSE 1 END
FROM (SELECT id AS ranked_id, row_number() OVER (ORDER BY raised_at, id) AS place FROM conflicts) AS ranked
WHERE ranked_id = id;

CREATE INDEX conflicts_visa ON conflicts (visa_number);
CREATE INDEX conflicts_place ON conflicts (place);
CREATE INDEX conflicts_open ON conflicts (place) WHERE stands = 1 AND closed_by IS NULL;
CREATE INDEX conflicts_matter ON conflicts (matter, place) WHERE stands = 1 AND closed_by IS NULL;
CREATE INDEX conflicts_closed ON conflicts (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX conflicts_reviewed ON conflicts (place) WHERE closed_by = id;
-- Of two changes in one second the later one counts.
ALTER TABLE status_changes ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY;
