"""Who serves what: seats, the modules that institutions serve, and how well they suit a wish."""
