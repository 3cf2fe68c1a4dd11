INSERT INTO packed_refused (reason, period, n) SELECT reason, period, n FROM refused WHERE period = ?1;
