DELETE FROM refused WHERE period = $1;
