INSERT INTO packed_views (story, period, n)
SELECT story, period, n FROM views WHERE period IN (SELECT value FROM json_each(?1));
