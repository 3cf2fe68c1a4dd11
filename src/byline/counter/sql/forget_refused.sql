DELETE FROM refused WHERE period IN (SELECT value FROM json_each(?1));
