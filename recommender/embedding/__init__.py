"""The sentence encoder: the only package that imports torch and sentence_transformers, and only when asked."""
