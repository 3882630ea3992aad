-- The first version of the wire whose copies of the ledger have a crossing: NULL for none, since it is about nobody's e-visa.
ALTER TABLE crossings ADD COLUMN wire INTEGER DEFAULT 1;

-- Which version of the wire a device says that it speaks: NULL for one that says nothing of it, which speaks the first.
ALTER TABLE devices ADD COLUMN wire INTEGER;

-- The lives of this store between restores; the newest is the present one.
CREATE TABLE epochs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL
);
-- A store of before has the same one whenever it is brought here, so that its backup of yesterday is no fork.
INSERT INTO epochs (number, id)
  SELECT 1, coalesce((SELECT sha256 FROM artefacts WHERE path = 'root/1'), replace(gen_random_uuid()::text, '-', ''));
