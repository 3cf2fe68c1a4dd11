-- What was counted in one period becomes part of another.
INSERT INTO refused (reason, period, n) SELECT reason, ?2, n FROM refused WHERE period = ?1
ON CONFLICT (reason, period) DO UPDATE SET n = n + excluded.n;
