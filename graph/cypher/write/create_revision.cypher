CREATE (r:Revision {
  id: $id, number: $number, at: $at, who: $who, sources: $sources, counts: $counts, inputs: $inputs
})
