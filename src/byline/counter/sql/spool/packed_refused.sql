SELECT reason, period, n FROM packed_refused ORDER BY reason, period;
