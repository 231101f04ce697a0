-- Who may sign in, and how. Rows, not entries: none of it is part of the record,
-- and all of it can be erased. No secret is here: tokens are kept as their SHA-256,
-- paper codes salted and stretched, passkeys as their public half.

CREATE TABLE person (
	id      TEXT    PRIMARY KEY,
	handle  BLOB    NOT NULL UNIQUE CHECK (length(handle) = 32), -- what passkeys call the person; random
	name    TEXT    NOT NULL,
	subject TEXT    UNIQUE,                                     -- at the organisation's provider; NULL: none
	created INTEGER NOT NULL,                                   -- Unix seconds, as all times here
	wrong   INTEGER NOT NULL DEFAULT 0                          -- paper codes that were wrong since one was right
) STRICT;

CREATE TABLE capacity (
	person  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	actor   TEXT NOT NULL,                                      -- as access.Actor writes itself
	mandate TEXT NOT NULL,                                      -- '': none
	PRIMARY KEY (person, actor, mandate)
) STRICT;

CREATE TABLE passkey (
	id      BLOB    PRIMARY KEY,                                -- as the authenticator names it
	person  TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	name    TEXT    NOT NULL,
	record  BLOB    NOT NULL,                                   -- public key, counter and flags, as JSON
	created INTEGER NOT NULL,
	used    INTEGER NOT NULL
) STRICT;

CREATE TABLE link (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32),      -- SHA-256 of the token
	person  TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	kind    TEXT    NOT NULL CHECK (kind IN ('invitation', 'coded', 'open', 'emergency')),
	expires INTEGER NOT NULL
) STRICT;

CREATE TABLE code (
	id      INTEGER PRIMARY KEY,
	person  TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	salt    BLOB    NOT NULL CHECK (length(salt) = 16),
	hash    BLOB    NOT NULL CHECK (length(hash) = 32),
	expires INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
	hash      BLOB    PRIMARY KEY CHECK (length(hash) = 32),    -- SHA-256 of the cookie's token
	person    TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	actor     TEXT    NOT NULL,                                 -- '': no capacity is chosen
	mandate   TEXT    NOT NULL,
	way       TEXT    NOT NULL,                                 -- how the person came in
	device    TEXT    NOT NULL,
	created   INTEGER NOT NULL,
	seen      INTEGER NOT NULL,
	confirmed INTEGER NOT NULL,                                 -- the last fresh verification; 0: none
	fresh     BLOB    NOT NULL,                                 -- SHA-256 of the second token; empty: none
	expires   INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of ON session (person);

-- Challenges and answers of a provider that were used, until they expire.
CREATE TABLE spent (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32),
	expires INTEGER NOT NULL
) STRICT;

-- By which programs speak for a person in one capacity.
CREATE TABLE token (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32),      -- SHA-256 of what the program shows
	person  TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
	name    TEXT    NOT NULL,
	actor   TEXT    NOT NULL,
	mandate TEXT    NOT NULL,
	gives   TEXT    NOT NULL,                                   -- names of commands; '': it reads
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	used    INTEGER NOT NULL                                    -- 0: never
) STRICT;
CREATE INDEX token_of ON token (person);
