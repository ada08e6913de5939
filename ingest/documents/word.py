"""Reading docx: body paragraphs and tables in their order, merged cells in every place they cover."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from graph.errors import InvalidInput
from ingest.documents.blocks import Block, Document, Paragraph, table
from ingest.faults import FileFault

_STRUCK_OUT = ("del", "moveFrom")
_WRAPPERS = ("sdt", "ins", "moveTo", "smartTag", "customXml")
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
    document = docx.Document(BytesIO(content))
    body: Any = document.element.body  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    _accept(body)
    for item in document.iter_inner_content():
        if isinstance(item, WordTable):
            tables += 1
            yield table(f"table {tables}", _rows(item))
            continue
        paragraphs += 1
        if text := item.text.strip():
            yield Paragraph(text, f"paragraph {paragraphs}")


def _accept(body: Any) -> None:
    """Makes the text plain: what was inserted counts, what was struck out does not, content controls are what they hold.

    A reader that passes over these would lose sentences without a word.
    """
    for row in [
        mark.getparent() for mark in body.iter(_named("trPr")) if mark.find(_named("del")) is not None
    ]:
        _remove(row)
    for name in _STRUCK_OUT:
        for element in list(body.iter(_named(name))):
            _remove(element)
    for name in _WRAPPERS:
        for element in list(body.iter(_named(name))):
            _unwrap(element)


def _named(name: str) -> str:
    return qn(f"w:{name}")


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    """Puts what an element holds in its place."""
    inner: Any = element.find(_named("sdtContent")) if element.tag == _named("sdt") else element
    for child in list(inner) if inner is not None else ():
        element.addprevious(child)
    _remove(element)


def _rows(found: WordTable) -> list[list[str]]:
    """Cell texts by row; a cell that a row leaves out before its first one stays empty."""
    return [[*[""] * row.grid_cols_before, *(cell.text for cell in row.cells)] for row in found.rows]
