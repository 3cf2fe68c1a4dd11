INSERT INTO logs (log, place, inode, size, read, shape, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
