"""The same plans read in other ways, to measure the planner against: by Cypher over Bolt, and by networkx."""
