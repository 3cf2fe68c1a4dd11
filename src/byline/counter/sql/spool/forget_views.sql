DELETE FROM packed_views WHERE period = ?1;
