"""Where one can go from an occupation, and which goals fit a person."""
