"""Worlds to measure in: generated catalogues of any size, and random people who ask for plans in them."""
