CREATE (j:Judgement {
  id: $id, number: $number, start: $start, end: $end, decision: $decision, target: $target, who: $who, why: $why,
  at: $at, start_text: $start_text, end_text: $end_text, target_text: $target_text
})
