-- Whether a conflict still is one is kept with it, so that listing them reads no crossings. What is listed as one has one matter.
ALTER TABLE conflicts ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE conflicts ADD COLUMN stands INTEGER DEFAULT 1 CHECK (stands IN (0, 1)); -- NULL: not judged since it is kept
ALTER TABLE conflicts ADD COLUMN closed_by TEXT;
ALTER TABLE conflicts ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- in the order in which they were found

UPDATE conflicts SET
  place = ranked.place,
  matter = CASE WHEN kind = 'over-use' THEN kind || ':' || visa_number ELSE id END,
  closed_by = (SELECT conflict_id FROM reviews WHERE conflict_id = conflicts.id),
  stands = CASE
    WHEN kind IN ('over-use', 'late-void') THEN NULL
    WHEN kind = 'gap' THEN NOT EXISTS (
      SELECT 1 FROM crossings AS one JOIN crossings AS other ON other.hash = one.prev WHERE one.hash = conflicts.about)
    ELSE 1 END
FROM (SELECT id AS ranked_id, row_number() OVER (ORDER BY raised_at, id) AS place FROM conflicts) AS ranked
WHERE ranked_id = id;

CREATE INDEX conflicts_visa ON conflicts (visa_number);
CREATE INDEX conflicts_place ON conflicts (place);
CREATE INDEX conflicts_open ON conflicts (place) WHERE stands = 1 AND closed_by IS NULL;
CREATE INDEX conflicts_matter ON conflicts (matter, place) WHERE stands = 1 AND closed_by IS NULL;
CREATE INDEX conflicts_closed ON conflicts (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX conflicts_reviewed ON conflicts (place) WHERE closed_by = id;
CREATE INDEX status_changes_number ON status_changes (number);
