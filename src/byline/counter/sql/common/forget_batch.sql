DELETE FROM batch WHERE name = $1;
