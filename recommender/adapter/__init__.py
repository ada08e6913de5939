"""A linear adapter on the frozen encoder, learned from pairs that the graph states."""
