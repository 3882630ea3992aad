-- What could not be delivered to a person is told in the account.
CREATE INDEX letters_to ON letters (address, id) WHERE address <> '';
