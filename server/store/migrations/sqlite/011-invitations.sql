-- An invitation is the same however its number is spelled: with slashes, with hyphens, or with neither.
DROP INDEX visas_support;
CREATE UNIQUE INDEX visas_support ON visas (replace(replace(visa_support_number, '-', ''), '/', ''), passport)
  WHERE status <> 'revoked';
