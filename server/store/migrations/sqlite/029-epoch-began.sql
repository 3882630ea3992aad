-- When somebody said that the store was restored: an attempt of before may have been answered by the store that was lost.
ALTER TABLE epochs ADD COLUMN began_at INTEGER NOT NULL DEFAULT 0;
