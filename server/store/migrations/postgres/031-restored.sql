-- A charge whose case the store does not know is in doubt, too: its id is TERMINAL/INVOICE, and `visa` the reference of the case.
ALTER TABLE doubts DROP CONSTRAINT doubts_kind_check;
ALTER TABLE doubts ADD CHECK (kind IN ('device', 'operator', 'place', 'letters', 'deliveries', 'issuing', 'payment'));

-- Days of which a bank knows more than a store that was restored: each is asked for until its file was had once it was closed.
CREATE TABLE unsettled_days (
  day text PRIMARY KEY -- 2026-11-30, as the bank counts days
);

-- The policy that was published last is taken back in after a restore: who approved it the trail of before knew.
ALTER TABLE policies ALTER COLUMN proposal DROP NOT NULL; -- NULL: it came from what was published
