INSERT INTO packed_views (story, period, n) SELECT story, period, n FROM views WHERE period = ?1;
