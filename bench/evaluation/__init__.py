"""The table of quality: every set of answers that others wrote, each way of ranking, every target with its interval."""
