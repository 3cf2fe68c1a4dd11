SELECT story, period, n FROM views ORDER BY story, period;
