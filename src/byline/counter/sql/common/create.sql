-- A number per story and period, and totals of what was not counted. There is no more.
CREATE TABLE views (
    story text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    n bigint NOT NULL CHECK (n > 0),
    PRIMARY KEY (story, period)
);

CREATE TABLE refused (
    reason text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    n bigint NOT NULL CHECK (n > 0),
    PRIMARY KEY (reason, period)
);

-- The last batch of each machine, by a name that is made of chance, so that none is added twice.
CREATE TABLE batch (name bytea PRIMARY KEY);

GRANT SELECT, INSERT, UPDATE, DELETE ON views, refused, batch TO byline;
