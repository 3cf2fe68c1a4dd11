-- Who may read the tables; PUBLIC is everyone.
SELECT DISTINCT CASE right_.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(right_.grantee)::text END AS name
FROM pg_class AS relation, aclexplode(coalesce(relation.relacl, acldefault('r', relation.relowner))) AS right_
WHERE relation.oid IN ('views'::regclass, 'refused'::regclass, 'batch'::regclass) AND right_.privilege_type = 'SELECT'
ORDER BY name;
