-- Which tables there are beside each other, and which have triggers or rules, which could note when something came.
SELECT relation.relname::text AS name,
       ARRAY (
           SELECT attname::text FROM pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum
       ) AS columns,
       relation.relhasrules
           OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND NOT tgisinternal) AS acts
FROM pg_class AS relation
WHERE relation.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'views'::regclass)
  AND relation.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY name;
