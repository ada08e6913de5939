"""A draft package as docx and as markdown: the same content, for developers to read and to edit."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx

from api.cli.output import plain
from graph.errors import InvalidInput
from graph.model.terms import Level
from graph.sayings import in_chinese
from ingest.desk_drafts import DraftedModule, DraftText
from recommender.desk.outline import ORDER_FROM
from recommender.desk.package import DraftModule, DraftPackage, ModuleKind

KINDS = {
    ModuleKind.REUSE: "沿用",
    ModuleKind.ADAPT: "改编",
    ModuleKind.WRITE: "新编",
    ModuleKind.DECIDE: "待判断",
}
HEADER = ("处理", "模块", "等级", "服务的工作任务", "来源", "依据")
SUFFIXES = (".docx", ".md", ".json")
DRAWN = "本草案由系统按文本比对推导（DERIVED），不是官方文件；由编写人核定。"
EDITED = "本草案由系统按文本比对推导（DERIVED），经编写人修改，不是官方文件。"
NOT_STATED = "未说明"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a document says, whoever wrote it: facts first, then a row for each module, then sections with their lines."""

    title: str
    facts: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    sections: Sequence[tuple[str, Sequence[str]]]
    notes: Sequence[str]


def draft_document(draft: DraftPackage, suffix: str) -> bytes:
    """A draft as it was drawn, in the format of a suffix; raises InvalidInput for another one than SUFFIXES."""
    if suffix == ".json":
        return json.dumps(plain(draft), ensure_ascii=False, indent=2).encode()
    return _writer(suffix)(_drawn(draft))


def edited_document(text: DraftText, standing: str, suffix: str) -> bytes:
    """A draft as a developer edited it, as docx or markdown; `standing` says which version it is, and of whom."""
    return _writer(suffix)(_edited(text, standing))


def suffix_of(path: Path) -> str:
    """The suffix of a file to write, in small letters."""
    return path.suffix.lower()


def _writer(suffix: str) -> Callable[[Draft], bytes]:
    writers = {".docx": _docx, ".md": _markdown}
    if suffix not in writers:
        raise InvalidInput(f"{suffix or 'no suffix'} is none of {', '.join(SUFFIXES)}", field="--out")
    return writers[suffix]


def _drawn(draft: DraftPackage) -> Draft:
    envelope = draft.envelope
    judged = f"，人工判断至第{envelope.judgements}号" if envelope.judgements else ""
    made = f"目录第{envelope.revision}版{judged}，{envelope.as_of}，lifepath {envelope.software}，模型 {draft.model}"
    return Draft(
        title=_title(draft.name, draft.code),
        facts=(DRAWN, _definition(draft.definition), made),
        rows=[_cells(KINDS[module.kind], module) for module in draft.modules],
        sections=[(section.heading, section.lines) for section in draft.outline],
        notes=[in_chinese(note) for note in draft.notes],
    )


def _edited(text: DraftText, standing: str) -> Draft:
    return Draft(
        title=_title(text.name, text.code),
        facts=(EDITED, _definition(text.definition), standing),
        rows=[
            _cells(KINDS[ModuleKind(module.kind)] if module.kind else NOT_STATED, module)
            for module in text.modules
        ],
        sections=[(section.heading, section.lines) for section in text.outline],
        notes=text.notes,
    )


def _title(name: str, code: str | None) -> str:
    return f"{name}{f'（{code}）' if code else ''} 培训包草案"


def _definition(stated: str | None) -> str:
    return f"定义：{stated or NOT_STATED}"


def _cells(treated: str, module: DraftModule | DraftedModule) -> tuple[str, ...]:
    return (
        treated,
        module.title,
        _level(module.level),
        "；".join(module.tasks),
        module.standard or "-",
        in_chinese(module.why or "-"),
    )


def _level(level: Level | None) -> str:
    return level.chinese if level else "未知"


def _markdown(draft: Draft) -> bytes:
    lines = [f"# {draft.title}", "", *(f"{fact}\n" for fact in draft.facts), "## 模块", ""]
    lines += [_row(HEADER), _row(["---"] * len(HEADER)), *(_row(cells) for cells in draft.rows), ""]
    lines += ["## 专项职业能力考核规范（大纲草案）", "", f"章节次序出处：{in_chinese(ORDER_FROM)}", ""]
    for heading, texts in draft.sections:
        lines += [f"### {heading}", "", *(f"- {text}" for text in texts), ""]
    return "\n".join([*lines, *(f"> {note}" for note in draft.notes), ""]).encode()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _docx(draft: Draft) -> bytes:
    document = docx.Document()
    document.add_heading(_in_xml(draft.title), level=0)
    for fact in draft.facts:
        document.add_paragraph(_in_xml(fact))
    document.add_heading("模块", level=1)
    table = document.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    for row in (HEADER, *draft.rows):
        cells = table.rows[0].cells if row is HEADER else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = _in_xml(text)
    document.add_heading("专项职业能力考核规范（大纲草案）", level=1)
    document.add_paragraph(f"章节次序出处：{in_chinese(ORDER_FROM)}")
    for heading, texts in draft.sections:
        document.add_heading(_in_xml(heading), level=2)
        for text in texts:
            document.add_paragraph(_in_xml(text), style="List Bullet")
    for note in draft.notes:
        document.add_paragraph(_in_xml(note))
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _in_xml(text: str) -> str:
    """The text without the control characters that a pasted line may bring and no docx can hold."""
    return _NOT_IN_XML.sub("", text)
