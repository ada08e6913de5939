UNWIND $stated AS stated
MATCH (o:Occupation {id: $occupation})-[:IN_GROUP]->(g:OccupationGroup)
OPTIONAL MATCH (x:Occupation {id: stated})
OPTIONAL MATCH (x)-[official:RELATED_TO {origin: 'OFFICIAL'}]-(o)
OPTIONAL MATCH (x)-[near:IN_GROUP]->(g)
OPTIONAL MATCH (m:Major {id: stated})-[:LEADS_TO]->(end:Occupation)
OPTIONAL MATCH (end)-[beside:IN_GROUP]->(g)
WITH stated, o, x, count(official) AS official, count(near) AS near, collect(end.id) AS ends,
  count(beside) AS beside
RETURN stated,
  CASE WHEN official > 0 OR o.id IN ends THEN 2
       WHEN near > 0 OR beside > 0 THEN 1
       WHEN x IS NULL AND size(ends) = 0 THEN 1
       ELSE 0 END AS verdict
