UNWIND $rungs AS rung
OPTIONAL MATCH (:Certificate {id: rung.certificate})-[:ADMITTED_BY {kind: 'OWN'}]->(own:RuleSet)
WITH rung, coalesce(own.id, rung.rules) AS rules
MATCH (:RuleSet {id: rules})-[:ALTERNATIVE]->(:Route)-[:REQUIRES]->(c:Condition)
RETURN rung.edition AS edition, rung.level AS level, rules,
  collect(DISTINCT CASE WHEN c.kind IN ['WORKED', 'AGE', 'HELD_FOR'] THEN c.kind + ' ' + c.value END) AS counted
