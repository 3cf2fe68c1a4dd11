-- In the order of names, as it was read: rows tell nothing of any other.
INSERT INTO refused (reason, period, n)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
ON CONFLICT (reason, period) DO UPDATE SET n = refused.n + excluded.n;
