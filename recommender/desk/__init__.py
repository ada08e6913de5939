"""The desk for new occupations: what of their tasks existing modules cover, what is missing, and a draft package."""
