DELETE FROM packed_refused WHERE period IN (SELECT value FROM json_each(?1));
