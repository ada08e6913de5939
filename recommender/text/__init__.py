"""Texts compared: in writing and by meaning, exactly, and with probabilities that can be trusted."""
