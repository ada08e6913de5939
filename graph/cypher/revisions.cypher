MATCH (r:Revision)
RETURN r.number AS number, r.at AS at, r.who AS who, r.sources AS sources, r.counts AS counts,
  r.inputs AS inputs
ORDER BY number
