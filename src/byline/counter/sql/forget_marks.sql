DELETE FROM logs WHERE log = ?1;
