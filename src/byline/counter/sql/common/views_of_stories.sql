SELECT story, period, n FROM views WHERE story = ANY ($1::text[]) ORDER BY story, period;
