MATCH (j:Judgement) WHERE j.start IN $starts
RETURN j.number AS number, j.start AS start, j.end AS end, j.decision AS decision, j.target AS target,
  j.who AS who, j.why AS why, j.at AS at, j.start_text AS start_text, j.end_text AS end_text,
  j.target_text AS target_text, j.beside AS beside
ORDER BY number
