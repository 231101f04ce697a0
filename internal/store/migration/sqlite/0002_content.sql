-- What the entries commit to: fields with their salts, and texts under their hash.
-- The only part of the record that can be deleted, which is how a lawful erasure
-- leaves every proof valid. It is never rewritten.
CREATE TABLE content (
	place INTEGER PRIMARY KEY,                        -- of the entry; a row may be missing, never wrong
	bytes BLOB    NOT NULL                            -- as register.Content writes it
) STRICT;

CREATE TRIGGER content_no_update BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'content is deleted or kept, not rewritten'); END;

CREATE TABLE text (
	hash  BLOB PRIMARY KEY CHECK (length(hash) = 32), -- SHA-256 of bytes
	bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER text_no_update BEFORE UPDATE ON text
BEGIN SELECT RAISE(ABORT, 'content is deleted or kept, not rewritten'); END;
