-- Machines take turns, and others may read meanwhile. One that is gone in the middle of its turn does not keep the others.
-- What is acknowledged is on the disk, whatever the server is set to: then it is thrown away where it came from.
SET LOCAL synchronous_commit = on;
SET LOCAL lock_timeout = '20s';
SET LOCAL idle_in_transaction_session_timeout = '20s';
LOCK TABLE batch IN SHARE ROW EXCLUSIVE MODE;
