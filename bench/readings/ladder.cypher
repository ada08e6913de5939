MATCH (o:Occupation {id: $occupation})
OPTIONAL MATCH (s:Standard)-[:STANDARD_FOR]->(o)
WITH o, collect(s) AS every
WITH o, every, [s IN every WHERE s.work_type IS NULL] AS general
WITH o, CASE WHEN size(general) > 0 THEN general ELSE every END AS standards
WITH o, standards, [s IN standards WHERE $level IN s.levels] AS listing
RETURN o.status AS status, o.code AS code, size(standards) AS standards,
  [s IN listing | {id: s.id, year: s.year, levels: s.levels, work_type: s.work_type}] AS listing
