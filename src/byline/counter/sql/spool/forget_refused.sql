DELETE FROM packed_refused WHERE period = ?1;
