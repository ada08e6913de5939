"""Reading docx: body paragraphs and tables in their order, merged cells in every place they cover."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable

from graph.errors import InvalidInput
from ingest.documents.blocks import Block, Document, Paragraph, table
from ingest.faults import FileFault

_DAMAGE = (
    PackageNotFoundError,
    BadZipFile,
    SyntaxError,
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    OSError,
)


def read_word(name: str, content: bytes) -> Document:
    """The blocks of a docx file; raises InvalidInput for one that cannot be read."""
    try:
        return Document(name, tuple(_blocks(content)))
    except _DAMAGE as error:
        raise InvalidInput(FileFault.FILE_DAMAGED(file=name, format="docx"), field="file") from error


def _blocks(content: bytes) -> Iterator[Block]:
    paragraphs = tables = 0
    for item in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(item, WordTable):
            tables += 1
            yield table(f"table {tables}", _rows(item))
            continue
        paragraphs += 1
        if text := item.text.strip():
            yield Paragraph(text, f"paragraph {paragraphs}")


def _rows(found: WordTable) -> list[list[str]]:
    """Cell texts by row; a cell that a row leaves out before its first one stays empty."""
    return [[*[""] * row.grid_cols_before, *(cell.text for cell in row.cells)] for row in found.rows]
