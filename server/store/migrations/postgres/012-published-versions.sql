-- Every version that was published of what receipts name by version, and when: a device may name what never was.
CREATE TABLE published_versions (
  path text NOT NULL,
  version bigint NOT NULL,
  signed_at bigint NOT NULL,
  PRIMARY KEY (path, version)
);
INSERT INTO published_versions (path, version, signed_at)
  SELECT path, version, signed_at FROM artefacts WHERE path IN ('trust', 'policy', 'snapshot');
-- Of trust lists and policies the audit trail knows the earlier ones; of earlier snapshots nothing is left.
INSERT INTO published_versions (path, version, signed_at)
  SELECT subject, substring(detail from '"version":([0-9]{1,15})[,}]')::bigint, at FROM audit
  WHERE act IN ('change-keys', 'change-policy') AND subject IN ('trust', 'policy')
    AND detail ~ '"version":[0-9]{1,15}[,}]'
  ORDER BY position
  ON CONFLICT (path, version) DO NOTHING;
