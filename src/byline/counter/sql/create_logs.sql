-- How far the logs of a web server have been read. Made only where somebody reads logs.
CREATE TABLE IF NOT EXISTS logs (
    log TEXT NOT NULL,
    place INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    read INTEGER NOT NULL,
    shape INTEGER NOT NULL CHECK (shape BETWEEN 0 AND 65535),
    day TEXT NOT NULL,
    PRIMARY KEY (log, place)
) STRICT, WITHOUT ROWID;
