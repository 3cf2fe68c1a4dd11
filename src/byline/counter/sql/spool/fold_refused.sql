-- What is packed of one period becomes part of another.
INSERT INTO packed_refused (reason, period, n) SELECT reason, ?2, n FROM packed_refused WHERE period = ?1
ON CONFLICT (reason, period) DO UPDATE SET n = n + excluded.n;
