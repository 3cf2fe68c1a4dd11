SELECT day, inode, size, read, shape FROM logs WHERE log = ?1 ORDER BY place;
