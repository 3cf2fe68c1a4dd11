SELECT reason, period, n FROM refused ORDER BY reason, period;
