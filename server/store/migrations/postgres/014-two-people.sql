-- What one person did to one e-visa is counted where it is kept, and with it: of the changes of the last hour so many may be.
ALTER TABLE status_changes ADD COLUMN single integer NOT NULL DEFAULT 0 CHECK (single IN (0, 1)); -- 0: of a proposal, or it changed nothing
CREATE INDEX status_changes_single ON status_changes (at) WHERE single = 1;

ALTER TABLE proposals ADD COLUMN seen_at bigint; -- when its proposer saw how it ended
UPDATE proposals SET seen_at = decided_at WHERE state <> 'open';
CREATE INDEX proposals_open ON proposals (expires_at) WHERE state = 'open';
CREATE INDEX proposals_unseen ON proposals (proposed_by) WHERE seen_at IS NULL;
