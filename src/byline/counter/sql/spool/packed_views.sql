SELECT story, period, n FROM packed_views ORDER BY story, period;
