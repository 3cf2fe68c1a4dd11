SELECT name FROM batch WHERE handed = ?1;
