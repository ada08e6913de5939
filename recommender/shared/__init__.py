"""What the recommenders and the planner all speak of: the person asked about, ladders and rules, time, and answers."""
