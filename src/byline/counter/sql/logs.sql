SELECT DISTINCT log, day FROM logs;
