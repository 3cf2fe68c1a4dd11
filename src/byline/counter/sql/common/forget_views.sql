DELETE FROM views WHERE period = $1;
