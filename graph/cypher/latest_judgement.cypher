MATCH (j:Judgement) RETURN max(j.number) AS number
