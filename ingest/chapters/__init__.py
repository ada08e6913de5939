"""The chapters of a national vocational skill standard, read from its document: `read_standard`."""

from ingest.chapters.contents import Damage, Reading, StandardText
from ingest.chapters.reading import Known, read_standard

__all__ = ["Damage", "Known", "Reading", "StandardText", "read_standard"]
