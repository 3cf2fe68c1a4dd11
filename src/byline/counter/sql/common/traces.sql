-- How many transactions have left rows that are still there, for how many machines, and as whom this is asked.
SELECT (SELECT count(DISTINCT mark) FROM (
            SELECT xmin::text AS mark FROM views UNION ALL SELECT xmin::text FROM refused UNION ALL SELECT xmin::text FROM batch
        ) AS marks) AS commits,
       (SELECT count(*) FROM batch) AS machines,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser;
