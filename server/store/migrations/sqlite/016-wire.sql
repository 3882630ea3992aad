-- The first version of the wire whose copies of the ledger have a crossing: NULL for none, since it is about nobody's e-visa.
ALTER TABLE crossings ADD COLUMN wire INTEGER DEFAULT 1;
