"""Official tables into the public graph: `load` reads and checks them, `ingest` applies the difference."""

from ingest.applying import IngestReport, ingest
from ingest.loading import Loaded, load
from ingest.reports import Finding, Rejected
from ingest.tables import REPLACEABLE

__all__ = ["REPLACEABLE", "Finding", "IngestReport", "Loaded", "Rejected", "ingest", "load"]
