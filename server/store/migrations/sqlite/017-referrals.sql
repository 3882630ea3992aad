-- Who was sent to second line, and what became of it: derived from the events, whatever the order in which they came.
-- No scanner recorded any before this, so that there is nothing to derive from what is kept.
CREATE TABLE referrals (
  id TEXT PRIMARY KEY,
  visa_number TEXT NOT NULL, -- empty: somebody whose code proved nothing
  hash TEXT NOT NULL, -- of its event, with the number
  checkpoint TEXT NOT NULL,
  at INTEGER NOT NULL, -- as its device says; but of a time that had not come, when it was received
  known_at INTEGER NOT NULL, -- when it was received, if that was later: the clock of its booth may be slow
  stands INTEGER NOT NULL CHECK (stands IN (0, 1)), -- 0: held, or taken back
  act TEXT, -- what was done last, of what concerns it
  ended INTEGER -- 1: that ends it
) STRICT;

CREATE TABLE referral_acts (
  id TEXT PRIMARY KEY,
  referral TEXT NOT NULL, -- may come later, or never
  visa_number TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  device TEXT NOT NULL,
  operator TEXT,
  did TEXT NOT NULL,
  ends INTEGER NOT NULL CHECK (ends IN (0, 1)),
  at INTEGER NOT NULL, -- as in referrals
  stands INTEGER NOT NULL CHECK (stands IN (0, 1)) -- 0: held, refused, or taken back
) STRICT;

CREATE INDEX referrals_checkpoint ON referrals (checkpoint, known_at, id);
CREATE INDEX referrals_open ON referrals (known_at, id) WHERE stands = 1 AND coalesce(ended, 0) = 0;
CREATE INDEX referrals_checkpoint_open ON referrals (checkpoint, known_at, id) WHERE stands = 1 AND coalesce(ended, 0) = 0;
CREATE INDEX referrals_known_at ON referrals (known_at, id);
CREATE INDEX referral_acts_of ON referral_acts (referral, ends DESC, at DESC, id DESC) WHERE stands = 1;
