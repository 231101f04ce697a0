-- How people sign in, and a cache of the fold. Rows, not entries: nothing here is
-- part of the record, and a backup carries none of it.
CREATE TABLE link (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32), -- SHA-256 of the one-time token
	actor   TEXT    NOT NULL,
	expires INTEGER NOT NULL,                              -- Unix seconds
	sum     INTEGER NOT NULL                               -- CRC-32C of the row, see wrong.go
) STRICT;

CREATE TABLE session (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32), -- SHA-256 of the cookie's token
	actor   TEXT    NOT NULL,
	expires INTEGER NOT NULL,                              -- Unix seconds
	sum     INTEGER NOT NULL                               -- CRC-32C of the row, see wrong.go
) STRICT;

-- The state of the council folded up to a place; thrown away when it does not fit.
CREATE TABLE snapshot (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	place INTEGER NOT NULL CHECK (place >= 0),             -- number of entries folded
	form  TEXT    NOT NULL,                                -- version of the code that folded
	hash  BLOB    NOT NULL CHECK (length(hash) = 32),      -- SHA-256 of bytes
	bytes BLOB    NOT NULL,
	sum   INTEGER NOT NULL                                 -- CRC-32C of the row, see wrong.go
) STRICT;
