-- A sum over what decides of a row, by which damage is noticed when it is read; and of a visa the sum over its crossings, by which one
-- is missed that is not there any more.
ALTER TABLE visas ADD COLUMN crossings_sum bigint NOT NULL DEFAULT 0, ADD COLUMN sum bigint NOT NULL DEFAULT 0;
ALTER TABLE crossings ADD COLUMN sum bigint NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN sum bigint NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN sum bigint NOT NULL DEFAULT 0;
ALTER TABLE terms ADD COLUMN sum bigint NOT NULL DEFAULT 0;

CREATE FUNCTION row_sum(VARIADIC texts text[]) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || left(encode(sha256(convert_to(array_to_string(texts, '|', ''), 'UTF8')), 'hex'), 12))::bit(48)::bigint
$$;
UPDATE crossings SET sum = row_sum(position::text, feed_position::text, hash, prev, id, visa_number, device, seq::text, crossing,
  standing, allowed::text, until, receipt, received_at::text, received_from, wire::text);
UPDATE visas SET crossings_sum = tally % 281474976710656
  FROM (SELECT visa_number, sum(sum) AS tally FROM crossings GROUP BY visa_number) AS used WHERE number = used.visa_number;
UPDATE visas SET sum = row_sum(number, status, status_list::text, status_index::text, entries_allowed::text, entries_used::text,
  valid_until, stay_days::text, crossings_sum::text);
UPDATE devices SET sum = row_sum(id, role, carrier, administrator::text, jwk_x, jwk_y, created_at::text, revoked_at::text);
UPDATE policies SET sum = row_sum(revision::text, editions);
UPDATE terms SET sum = row_sum(revision::text, editions);
DROP FUNCTION row_sum(text[]);

-- What a review moved in the feed, and what is not in it: the ledger is walked by its positions.
CREATE INDEX crossings_moved ON crossings (position) WHERE feed_position IS NULL OR feed_position <> position;
