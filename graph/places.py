"""Where something stands in a file: locators and faults say it in one notation, which is read into Chinese here."""

import re

_FORMS = tuple(
    (re.compile(form), chinese)
    for form, chinese in (
        (r"\bchapter (\d+) ", r"第 \1 章"),
        (r"\bsheet (.+?)(?= row \d|$)", r"工作表“\1”"),
        (r"\btable (\d+)", r"第 \1 个表格"),
        (r"\bparagraph (\d+)", r"第 \1 段"),
        (r"\bpage (\d+)", r"第 \1 页"),
        (r"\bcolumn (\d+)", r"第 \1 列"),
        (r" ?\b(?:row|line) (\d+)", r"第 \1 行"),
        (r", way (\d+)", r"，第 \1 条途径"),
        (r"^title$", "标题"),
        (r"^document$", "整个文件"),
        (r"^modules$", "模块"),
    )
)


class Place(str):
    """A place as locators write it: `table 2 row 5`, `sheet 标准 row 3`, `page 4`, `chapter 4 权重表`."""

    __slots__ = ()

    @property
    def chinese(self) -> str:
        """The same in Chinese, such as `第 2 个表格第 5 行`."""
        text = str(self)
        for form, chinese in _FORMS:
            text = form.sub(chinese, text)
        return text
