UNWIND $rows AS row
MERGE (e:Embedding {id: row.id}) SET e.model = row.model, e.text = row.text, e.vector = row.vector
