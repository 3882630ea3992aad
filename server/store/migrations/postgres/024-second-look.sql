-- What an officer said an e-visa is to become, where that makes it another person's or another passport's: a second officer has
-- to say the same. Empty where nobody did, and once it was erased.
ALTER TABLE corrections ADD COLUMN said_change text NOT NULL DEFAULT '';
ALTER TABLE corrections ADD COLUMN said_by text;
ALTER TABLE corrections ADD COLUMN said_at bigint;

-- Used by what was issued by hand: no case is forgotten with it.
CREATE INDEX invitations_by_hand ON invitations (valid_until) WHERE state = 'used' AND application IS NULL AND content <> '';
