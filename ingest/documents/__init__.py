"""A user's document as blocks of text and tables (`read_document`), and what notices of new occupations say."""

from ingest.documents.blocks import Document, Paragraph, Table
from ingest.documents.notices import Notice, read_notice
from ingest.documents.reading import read_document

__all__ = ["Document", "Notice", "Paragraph", "Table", "read_document", "read_notice"]
