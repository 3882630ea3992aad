-- Every version that was published of what receipts name by version, and when: a device may name what never was.
CREATE TABLE published_versions (
  path TEXT NOT NULL,
  version INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  PRIMARY KEY (path, version)
) STRICT, WITHOUT ROWID;
INSERT INTO published_versions (path, version, signed_at)
  SELECT path, version, signed_at FROM artefacts WHERE path IN ('trust', 'policy', 'snapshot');
-- Of trust lists and policies the audit trail knows the earlier ones; of earlier snapshots nothing is left.
INSERT OR IGNORE INTO published_versions (path, version, signed_at)
  SELECT subject, detail ->> '$.version', at FROM audit
  WHERE act IN ('change-keys', 'change-policy') AND subject IN ('trust', 'policy')
    AND json_valid(detail) AND json_type(detail, '$.version') = 'integer'
  ORDER BY position;
