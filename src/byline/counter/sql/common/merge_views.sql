-- In the order of names, as it was read: rows tell nothing of any other.
INSERT INTO views (story, period, n)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
ON CONFLICT (story, period) DO UPDATE SET n = views.n + excluded.n;
