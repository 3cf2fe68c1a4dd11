INSERT INTO packed_refused (reason, period, n)
SELECT reason, period, n FROM refused WHERE period IN (SELECT value FROM json_each(?1));
