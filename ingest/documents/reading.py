"""The reader for a file, chosen by its first bytes and not by its name."""

import zipfile
from io import BytesIO
from pathlib import Path

from graph.errors import InvalidInput
from ingest.documents.blocks import Document, Paragraph
from ingest.documents.pdf import read_pdf
from ingest.documents.spreadsheet import read_spreadsheet
from ingest.documents.word import read_word
from ingest.faults import FileFault
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
        raise InvalidInput(FileFault.FILE_EMPTY(file=name), field="file")
    if content.startswith(XLS_MAGIC):
        raise InvalidInput(FileFault.FILE_PROTECTED_OR_OLD(file=name), field="file")
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
        raise InvalidInput(FileFault.FILE_UNOPENED(file=name), field="file") from error
    if unpacked > MOST_BYTES:
        said = FileFault.FILE_TOO_LARGE(file=name, bytes=unpacked, most=MOST_BYTES)
        raise InvalidInput(said, field="file")
    if damaged:
        raise InvalidInput(FileFault.FILE_PART_DAMAGED(file=name, part=damaged), field="file")
    for start, read in MAIN_PARTS.items():
        if any(part.startswith(start) for part in names):
            return read(name, content)
    raise InvalidInput(FileFault.FILE_OTHER_FORMAT(file=name), field="file")


def _plain(name: str, content: bytes) -> Document:
    lines = enumerate(decode(name, content).splitlines(), start=1)
    return Document(name, tuple(Paragraph(line.strip(), f"line {n}") for n, line in lines if line.strip()))
