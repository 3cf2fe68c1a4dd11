DELETE FROM batch WHERE handed = 1;
