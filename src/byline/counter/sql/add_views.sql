INSERT INTO views (story, period, n) VALUES (?1, ?2, ?3)
ON CONFLICT (story, period) DO UPDATE SET n = n + excluded.n;
