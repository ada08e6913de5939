MATCH (e:Embedding) WHERE e.model = $model RETURN e.text AS text, e.vector AS vector
