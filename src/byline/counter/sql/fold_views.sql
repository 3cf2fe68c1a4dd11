-- What was counted in one period becomes part of another.
INSERT INTO views (story, period, n) SELECT story, ?2, n FROM views WHERE period = ?1
ON CONFLICT (story, period) DO UPDATE SET n = n + excluded.n;
