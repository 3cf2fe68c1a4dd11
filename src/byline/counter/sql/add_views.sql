-- One number for each story of ?1, in a period. In one step, so that the thread that serves is stopped once and not for each.
INSERT INTO views (story, period, n) SELECT key, ?2, value FROM json_each(?1) WHERE true
ON CONFLICT (story, period) DO UPDATE SET n = n + excluded.n;
