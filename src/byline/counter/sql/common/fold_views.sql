-- What was counted in one period becomes part of another.
INSERT INTO views (story, period, n) SELECT story, $2::text, n FROM views WHERE period = $1::text ORDER BY story
ON CONFLICT (story, period) DO UPDATE SET n = views.n + excluded.n;
