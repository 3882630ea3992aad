-- Where the chain of a device ended here when it said where it ends there: one that says less went back.
ALTER TABLE devices ADD COLUMN held_seq integer;
