-- The audit trail is narrowed by who, what, whom and when; payments by state, by what the bank calls them, and by its day.
CREATE INDEX audit_at ON audit (at, position);
CREATE INDEX audit_act ON audit (act, position);
CREATE INDEX audit_actor ON audit (actor, act, position);
CREATE INDEX audit_subject ON audit (subject, position);
CREATE INDEX payments_listed ON payments (state, id);
CREATE INDEX payments_called ON payments (invoice);
CREATE INDEX payments_captured ON payments (captured_at) WHERE captured_at IS NOT NULL;
