-- One number for each reason of ?1, in a period.
INSERT INTO refused (reason, period, n) SELECT key, ?2, value FROM json_each(?1) WHERE true
ON CONFLICT (reason, period) DO UPDATE SET n = n + excluded.n;
