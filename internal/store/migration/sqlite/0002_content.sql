-- Texts that entries name, under their hash. They can be deleted, for the same reason
-- as the content of an entry, and are never rewritten.
CREATE TABLE text (
	hash  BLOB PRIMARY KEY CHECK (length(hash) = 32), -- SHA-256 of bytes
	bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER text_no_update BEFORE UPDATE ON text
BEGIN SELECT RAISE(ABORT, 'content is deleted or kept, not rewritten'); END;
