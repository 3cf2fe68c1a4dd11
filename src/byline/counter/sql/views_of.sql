SELECT story, n FROM views WHERE period = ?1;
