-- What was counted in one period becomes part of another; what becomes nothing is left to be forgotten. ?1 tells for each old period the new one.
WITH target (period, becomes) AS MATERIALIZED (SELECT key, value FROM json_each(?1) WHERE value <> '')
INSERT INTO refused (reason, period, n)
SELECT reason, becomes, n FROM refused JOIN target USING (period) WHERE true
ON CONFLICT (reason, period) DO UPDATE SET n = n + excluded.n;
