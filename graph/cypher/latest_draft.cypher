MATCH (d:Draft) WHERE d.subject = $subject RETURN max(d.version) AS version
