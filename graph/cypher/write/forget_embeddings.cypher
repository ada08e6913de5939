UNWIND $rows AS row MATCH (e:Embedding {id: row.id}) DELETE e
