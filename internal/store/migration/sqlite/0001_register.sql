-- The register: entries, the tiles of their Merkle tree, checkpoints, and the
-- orders that made the entries. Rows are only ever added; the triggers say so to
-- anyone who opens the file with another program.
CREATE TABLE entry (
	place   INTEGER PRIMARY KEY CHECK (place >= 0),      -- from 0, without gaps
	leaf    BLOB NOT NULL CHECK (length(leaf) <= 65535), -- as package register writes it
	hash    BLOB NOT NULL CHECK (length(hash) = 32),     -- RFC 6962 leaf hash of leaf
	content BLOB NOT NULL                                -- fields with their salts, as register.Content writes it; of no length: no longer held
) STRICT;

-- Of an entry only the content can go, which is how a lawful erasure leaves every
-- proof valid. It is never rewritten.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
WHEN NEW.place IS NOT OLD.place OR NEW.leaf IS NOT OLD.leaf OR NEW.hash IS NOT OLD.hash OR length(NEW.content) > 0
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

-- A tile is written once, when its 256 hashes are there. (Not WITHOUT ROWID: the
-- engine would read whole tiles to compare their keys.) What stands to the right
-- of the full tiles is computed from entry and tile at start.
CREATE TABLE tile (
	level  INTEGER NOT NULL CHECK (level BETWEEN 0 AND 7),
	n      INTEGER NOT NULL CHECK (n >= 0),                 -- within its level, from 0
	hashes BLOB    NOT NULL CHECK (length(hashes) = 8192),
	PRIMARY KEY (level, n)
) STRICT;

CREATE TRIGGER tile_no_update BEFORE UPDATE ON tile
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

CREATE TRIGGER tile_no_delete BEFORE DELETE ON tile
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

-- The head says how long the register is. It moves forward by compare-and-swap on
-- size, which is what fences a second writer.
CREATE TABLE head (
	id   INTEGER PRIMARY KEY CHECK (id = 1),
	size INTEGER NOT NULL CHECK (size >= 0),
	root BLOB    NOT NULL CHECK (length(root) = 32),
	time INTEGER NOT NULL                               -- of the last entry: Unix seconds, 0 = no entry yet
) STRICT;

CREATE TRIGGER head_forward BEFORE UPDATE ON head
WHEN NEW.size <= OLD.size OR NEW.time < OLD.time
BEGIN SELECT RAISE(ABORT, 'the head of the register only moves forward'); END;

CREATE TRIGGER head_no_delete BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

-- The head of a register without entries: the root is SHA-256 of nothing.
INSERT INTO head (id, size, root, time)
VALUES (1, 0, X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0);

-- What was signed of the register, as package depositary wrote it.
CREATE TABLE checkpoint (
	size   INTEGER PRIMARY KEY CHECK (size >= 0),
	signed BLOB    NOT NULL CHECK (length(signed) BETWEEN 1 AND 1048576),
	sum    INTEGER NOT NULL                             -- CRC-32C of the row, see wrong.go
) STRICT;

CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

-- Orders that were carried out, kept for ever: the same key of the same actor is
-- carried out once. Keys come in no order, so the rows stand apart from their index:
-- a batch then touches few pages besides those of the index.
CREATE TABLE order_seen (
	actor  TEXT    NOT NULL,
	key    TEXT    NOT NULL,
	digest BLOB    NOT NULL CHECK (length(digest) = 32), -- of the command
	first  INTEGER NOT NULL,                             -- place of its first entry
	past   INTEGER NOT NULL CHECK (past >= first),       -- one past the place of its last entry
	result BLOB    NOT NULL,                             -- what its actor was answered
	sum    INTEGER NOT NULL,                             -- CRC-32C of the row, see wrong.go
	PRIMARY KEY (actor, key)
) STRICT;

CREATE TRIGGER order_seen_no_update BEFORE UPDATE ON order_seen
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;

CREATE TRIGGER order_seen_no_delete BEFORE DELETE ON order_seen
BEGIN SELECT RAISE(ABORT, 'the register is not rewritten'); END;
