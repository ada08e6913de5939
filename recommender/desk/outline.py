"""The draft outline of a 专项职业能力考核规范, in the order of sections that published ones have.

The order was read from several published specifications as third parties reproduce them; the official rules on how to
write one could not be opened. Headings are those; every line below is what is known here, or that it is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.desk.sayings import DraftReason

ORDER_FROM = DraftReason.DRAFT_SOURCE()
OPEN = "待定，目录中没有依据，由编写人填写"
TO_WRITE = "操作规范、相关知识、考核比重"  # the columns beside a task in published specifications
ASSESSMENT = ("（一）申报条件", "（二）考评员构成", "（三）鉴定方式与鉴定时间", "（四）鉴定场地与设备要求")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the outline; `open` where nothing is known that could stand in it."""

    heading: str
    lines: tuple[str, ...]
    open: bool


def outline(
    name: str, definition: str | None, modules: Sequence[tuple[str, Sequence[str]]]
) -> tuple[Section, ...]:
    """The sections for an occupation and its modules (title, tasks), in order."""
    contents = [
        line
        for title, tasks in modules
        for line in (f"能力单元：{title}", *(f"工作任务：{t}" for t in tasks), f"{TO_WRITE}：{OPEN}")
    ]
    return (
        _section("能力名称", [f"{name}（草案，DERIVED）"]),
        _section("一、定义", [definition] if definition else []),
        _section("二、适用对象", []),
        _section("三、能力标准与鉴定内容", contents),
        Section(heading="四、鉴定要求", lines=tuple(f"{part}：{OPEN}" for part in ASSESSMENT), open=True),
    )


def _section(heading: str, lines: Sequence[str]) -> Section:
    return Section(heading=heading, lines=tuple(lines) or (OPEN,), open=not lines)
