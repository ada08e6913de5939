UNWIND $rows AS row
CREATE (j:Judgement {
  id: row.id, number: row.number, start: row.start, end: row.end, decision: row.decision, target: row.target,
  who: row.who, why: row.why, at: row.at, start_text: row.start_text, end_text: row.end_text,
  target_text: row.target_text, beside: row.beside
})
