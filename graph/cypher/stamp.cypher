OPTIONAL MATCH (s:Stamp {id: 'stamp'})
RETURN s.engine AS engine, s.schema_version AS schema_version, s.purpose AS purpose, s.identity AS identity
