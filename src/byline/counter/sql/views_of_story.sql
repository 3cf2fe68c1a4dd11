SELECT story, period, n FROM views WHERE story = ?1 ORDER BY period;
