-- What was decided names the signature that it rests on: text and assertion stand there, once.
ALTER TABLE decisions DROP COLUMN signed_text;
ALTER TABLE decisions DROP COLUMN assertion;
ALTER TABLE decisions ADD COLUMN signature TEXT REFERENCES signatures (id); -- null: by a token, or where nothing is decided
ALTER TABLE decisions ADD COLUMN altered_at INTEGER; -- when it was found not to be what was signed
CREATE INDEX decisions_altered ON decisions (altered_at) WHERE altered_at IS NOT NULL;
CREATE INDEX decisions_signature ON decisions (signature) WHERE signature IS NOT NULL;
CREATE INDEX person_changes_person ON person_changes (person, decided_at);
ALTER TABLE corrections ADD COLUMN said_signature TEXT REFERENCES signatures (id); -- of who said so first
