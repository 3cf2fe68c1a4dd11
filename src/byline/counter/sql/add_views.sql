-- One number for each story of ?1, in a period. In one step: Python changes threads with each, and one of them serves.
INSERT INTO views (story, period, n) SELECT key, ?2, value FROM json_each(?1) WHERE true
ON CONFLICT (story, period) DO UPDATE SET n = n + excluded.n;
