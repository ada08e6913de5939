"""Official tables into the public graph: `load` reads and checks them, `ingest` applies the difference."""

from ingest.loading import Loaded, load

__all__ = ["Loaded", "load"]
