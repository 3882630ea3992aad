-- A new kind of proposal: of terms.
ALTER TABLE proposals DROP CONSTRAINT proposals_kind_check;
ALTER TABLE proposals ADD CHECK (kind IN ('status', 'policy', 'terms'));

-- The terms as they were approved, whole, one row a change; before the first of them they are those of the settings.
CREATE TABLE terms (
  revision integer PRIMARY KEY,
  editions text NOT NULL, -- JSON
  proposal text NOT NULL UNIQUE REFERENCES proposals (id),
  approved_at bigint NOT NULL
);
