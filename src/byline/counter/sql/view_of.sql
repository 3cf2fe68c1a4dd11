SELECT n FROM views WHERE story = ?1 AND period = ?2;
