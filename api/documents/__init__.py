"""Plans to keep: an answer as a printable page, a PDF and a calendar."""
