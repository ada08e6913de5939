"""A draft package as docx and as markdown: the same content, for developers to read and to edit."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import docx

from api.cli.output import plain
from graph.errors import InvalidInput
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
WARNING = "本草案由系统按文本比对推导（DERIVED），不是官方文件；由编写人核定。"


def draft_document(draft: DraftPackage, suffix: str) -> bytes:
    """The document in the format of a suffix; raises InvalidInput for another one than SUFFIXES."""
    if suffix == ".docx":
        return _docx(draft)
    if suffix == ".md":
        return _markdown(draft).encode()
    if suffix == ".json":
        return json.dumps(plain(draft), ensure_ascii=False, indent=2).encode()
    raise InvalidInput(f"{suffix or 'no suffix'} is none of {', '.join(SUFFIXES)}", field="--out")


def suffix_of(path: Path) -> str:
    """The suffix of a file to write, in small letters."""
    return path.suffix.lower()


def _title(draft: DraftPackage) -> str:
    return f"{draft.name}{f'（{draft.code}）' if draft.code else ''} 培训包草案"


def _cells(module: DraftModule) -> tuple[str, ...]:
    return (
        KINDS[module.kind],
        module.title,
        module.level.chinese if module.level else "未知",
        "；".join(module.tasks),
        module.standard or "-",
        module.why,
    )


def _facts(draft: DraftPackage) -> Iterator[str]:
    yield WARNING
    yield f"定义：{draft.definition or '未说明'}"
    envelope = draft.envelope
    judged = f"，人工判断至第{envelope.judgements}号" if envelope.judgements else ""
    yield f"目录第{envelope.revision}版{judged}，{envelope.as_of}，lifepath {envelope.software}，模型 {draft.model}"


def _markdown(draft: DraftPackage) -> str:
    lines = [f"# {_title(draft)}", "", *(f"{fact}\n" for fact in _facts(draft)), "## 模块", ""]
    lines += [_row(HEADER), _row(["---"] * len(HEADER)), *(_row(_cells(m)) for m in draft.modules), ""]
    lines += ["## 专项职业能力考核规范（大纲草案）", "", f"章节次序出处：{ORDER_FROM}", ""]
    for section in draft.outline:
        lines += [f"### {section.heading}", "", *(f"- {line}" for line in section.lines), ""]
    return "\n".join([*lines, *(f"> {note}" for note in draft.notes), ""])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _docx(draft: DraftPackage) -> bytes:
    document = docx.Document()
    document.add_heading(_title(draft), level=0)
    for fact in _facts(draft):
        document.add_paragraph(fact)
    document.add_heading("模块", level=1)
    table = document.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    for row in (HEADER, *(_cells(module) for module in draft.modules)):
        cells = table.rows[0].cells if row is HEADER else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    document.add_heading("专项职业能力考核规范（大纲草案）", level=1)
    document.add_paragraph(f"章节次序出处：{ORDER_FROM}")
    for section in draft.outline:
        document.add_heading(section.heading, level=2)
        for line in section.lines:
            document.add_paragraph(line, style="List Bullet")
    for note in draft.notes:
        document.add_paragraph(note)
    content = BytesIO()
    document.save(content)
    return content.getvalue()
