-- What is packed for a common store, and by which name. A name is made of chance and tells nothing.
CREATE TABLE IF NOT EXISTS packed_views (
    story TEXT NOT NULL,
    period TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (story, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS packed_refused (
    reason TEXT NOT NULL,
    period TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (reason, period)
) STRICT, WITHOUT ROWID;

-- At most two: the batch that waits, and the last one that was handed over.
CREATE TABLE IF NOT EXISTS batch (
    name BLOB NOT NULL PRIMARY KEY,
    handed INTEGER NOT NULL UNIQUE CHECK (handed IN (0, 1))
) STRICT, WITHOUT ROWID;
