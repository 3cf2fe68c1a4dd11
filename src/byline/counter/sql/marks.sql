SELECT day, inode, size, read, print FROM logs WHERE log = ?1 ORDER BY place;
