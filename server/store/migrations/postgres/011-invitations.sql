-- An invitation is the same however its number is spelled: with slashes, with hyphens, or with neither.
-- Before this it gave one person an e-visa for each spelling. Of those that stand the first holds the invitation, and whoever
-- opens the store tells of the others.
CREATE TEMP TABLE found_twice ON COMMIT DROP AS
  SELECT number, other, support FROM (
    SELECT s.visa_number AS number, s.visa_support_number AS support,
      first_value(s.visa_number) OVER same AS other, row_number() OVER same AS place
    FROM visa_supports AS s JOIN visas AS v ON v.number = s.visa_number
    WINDOW same AS (PARTITION BY translate(s.visa_support_number, '/-', ''), s.passport
      ORDER BY (v.claims::json ->> 'iat')::bigint, v.number)) AS spelled
  WHERE place > 1;
DELETE FROM visa_supports WHERE visa_number IN (SELECT number FROM found_twice);
UPDATE visa_supports SET visa_support_number = translate(visa_support_number, '/-', '');
