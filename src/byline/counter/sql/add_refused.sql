INSERT INTO refused (reason, period, n) VALUES (?1, ?2, ?3)
ON CONFLICT (reason, period) DO UPDATE SET n = n + excluded.n;
