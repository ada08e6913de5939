MATCH (level:StandardLevel) WITH count(level) AS levels
OPTIONAL MATCH (package:TrainingPackage) WHERE package.origin <> 'DERIVED' OR package.version STARTS WITH 'draft'
WITH levels, count(package) AS packages
RETURN levels + packages AS documents
