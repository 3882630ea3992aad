-- An invitation is the same however its number is spelled: with slashes, with hyphens, or with neither.
-- Before this it gave one person an e-visa for each spelling. Of those that stand the first holds the invitation; of the others
-- the spelling is made their own, and whoever opens the store tells of them.
CREATE TEMP TABLE found_twice AS
  SELECT number, other, visa_support_number AS support FROM (
    SELECT number, visa_support_number, first_value(number) OVER same AS other, row_number() OVER same AS place
    FROM visas WHERE status <> 'revoked'
    WINDOW same AS (PARTITION BY replace(replace(visa_support_number, '-', ''), '/', ''), passport ORDER BY position))
  WHERE place > 1;
UPDATE visas SET visa_support_number = visa_support_number || ' #' || number
  WHERE number IN (SELECT number FROM found_twice);

DROP INDEX visas_support;
CREATE UNIQUE INDEX visas_support ON visas (replace(replace(visa_support_number, '-', ''), '/', ''), passport)
  WHERE status <> 'revoked';
