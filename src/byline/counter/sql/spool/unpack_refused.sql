DELETE FROM packed_refused;
