MATCH (r:Revision) RETURN max(r.number) AS number
