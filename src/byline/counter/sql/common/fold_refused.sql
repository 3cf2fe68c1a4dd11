-- What was counted in one period becomes part of another.
INSERT INTO refused (reason, period, n) SELECT reason, $2::text, n FROM refused WHERE period = $1::text ORDER BY reason
ON CONFLICT (reason, period) DO UPDATE SET n = refused.n + excluded.n;
