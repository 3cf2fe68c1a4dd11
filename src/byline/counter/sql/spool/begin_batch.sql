INSERT INTO batch (name, handed) VALUES (?1, 0);
