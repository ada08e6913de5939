"""The reader for a file, chosen by its first bytes and not by its name."""

import zipfile
from io import BytesIO
from pathlib import Path

from graph.errors import InvalidInput
from ingest.documents.blocks import Document, Paragraph
from ingest.documents.pdf import read_pdf
from ingest.documents.spreadsheet import read_spreadsheet
from ingest.documents.word import read_word
from ingest.files import MOST_BYTES, XLS_MAGIC, XLSX_MAGIC, decode, read_bytes

PDF_MAGIC = b"%PDF"
MAIN_PARTS = {"word/": read_word, "xl/": read_spreadsheet}


def read_document(path: Path) -> Document:
    """The paragraphs and tables of a docx, xlsx, pdf or text file; raises InvalidInput as `read_content`."""
    return read_content(path.name, read_bytes(path))


def read_content(name: str, content: bytes) -> Document:
    """The paragraphs and tables of a docx, xlsx, pdf or text that is at hand already.

    Raises InvalidInput naming the file where it is empty, damaged, protected, a scan, or of another format.
    """
    if not content.strip():
        raise InvalidInput(f"{name} is empty", field="file")
    if content.startswith(XLS_MAGIC):
        raise InvalidInput(
            f"{name} is protected by a password or in the old doc or xls format; save it as docx or xlsx",
            field="file",
        )
    if content.startswith(XLSX_MAGIC):
        return _zipped(name, content)
    if PDF_MAGIC in content[:1024]:
        return read_pdf(name, content)
    return _plain(name, content)


def _zipped(name: str, content: bytes) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            unpacked = sum(part.file_size for part in parts.infolist())
            damaged = parts.testzip() if unpacked <= MOST_BYTES else None
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise InvalidInput(f"{name} is damaged or cut off; it cannot be opened", field="file") from error
    if unpacked > MOST_BYTES:
        raise InvalidInput(
            f"{name} unpacks to {unpacked:,} bytes; at most {MOST_BYTES:,} are read", field="file"
        )
    if damaged:
        raise InvalidInput(f"{name} is damaged: its part {damaged} cannot be read", field="file")
    for start, read in MAIN_PARTS.items():
        if any(part.startswith(start) for part in names):
            return read(name, content)
    raise InvalidInput(f"{name} is neither docx nor xlsx", field="file")


def _plain(name: str, content: bytes) -> Document:
    lines = enumerate(decode(name, content).splitlines(), start=1)
    return Document(name, tuple(Paragraph(line.strip(), f"line {n}") for n, line in lines if line.strip()))
