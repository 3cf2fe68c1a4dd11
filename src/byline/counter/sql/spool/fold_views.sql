-- What is packed of one period becomes part of another.
INSERT INTO packed_views (story, period, n) SELECT story, ?2, n FROM packed_views WHERE period = ?1
ON CONFLICT (story, period) DO UPDATE SET n = n + excluded.n;
