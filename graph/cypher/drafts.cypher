MATCH (d:Draft)
RETURN d.subject AS subject, d.version AS version, d.at AS at, d.who AS who, d.base AS base, d.content AS content
ORDER BY subject, version
