-- The visa support number that each person of the demonstration may use now.
CREATE TABLE offered_numbers (
  passport TEXT PRIMARY KEY, -- its number
  number TEXT NOT NULL,
  valid_from TEXT NOT NULL, -- the first day of its invitation
  invitation TEXT -- its reference; NULL until it is approved
) STRICT;
