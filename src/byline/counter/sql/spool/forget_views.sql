DELETE FROM packed_views WHERE period IN (SELECT value FROM json_each(?1));
