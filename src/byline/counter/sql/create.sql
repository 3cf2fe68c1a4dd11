-- A number per story and period, and totals of what was not counted. There is no more.
CREATE TABLE IF NOT EXISTS views (
    story TEXT NOT NULL,
    period TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (story, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS refused (
    reason TEXT NOT NULL,
    period TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (reason, period)
) STRICT, WITHOUT ROWID;
