-- A sum over what decides of a row, by which damage is noticed when it is read; and of a visa the sum over its crossings, by which one
-- is missed that is not there any more.
ALTER TABLE visas ADD COLUMN valid_until TEXT NOT NULL DEFAULT '';
ALTER TABLE visas ADD COLUMN stay_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visas ADD COLUMN crossings_sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visas ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crossings ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE terms ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;

UPDATE crossings SET sum = row_sum(position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing, allowed,
  until, receipt, received_at, received_from, wire);
UPDATE visas SET valid_until = coalesce(claims ->> '$.valid_until', ''), stay_days = coalesce(claims ->> '$.stay_days', 0),
  crossings_sum = (SELECT coalesce(sum(crossings.sum), 0) % 281474976710656 FROM crossings WHERE visa_number = visas.number);
UPDATE visas SET sum = row_sum(number, status, status_list, status_index, entries_allowed, entries_used, valid_until, stay_days,
  crossings_sum);
UPDATE devices SET sum = row_sum(id, role, carrier, administrator, jwk_x, jwk_y, created_at, revoked_at);
UPDATE policies SET sum = row_sum(revision, editions);
UPDATE terms SET sum = row_sum(revision, editions);

-- What a review moved in the feed, and what is not in it: the ledger is walked by its positions.
CREATE INDEX crossings_moved ON crossings (position) WHERE feed_position IS NULL OR feed_position <> position;
