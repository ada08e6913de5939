"""A plan as a PDF of A4 pages, its Chinese font embedded as far as it is used."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from fpdf import FPDF
from pylopdf_fonts_zh_cn import sans_path

from api.documents.breaking import lines
from api.documents.plan import Plan, Row

MEDIA_TYPE = "application/pdf"
FONT = "sans"
MARGIN, DATES = 18.0, 40.0  # mm
SMALL, BODY, HEADING, GOAL = 9.0, 10.5, 12.5, 18.0  # pt
LEADING = 1.65
INK, FAINT, ACCENT, RULE = (29, 35, 39), (72, 84, 90), (31, 95, 91), (217, 223, 224)
Colour = tuple[int, int, int]


def render(plan: Plan) -> bytes:
    """The PDF; the same plan gives the same bytes."""
    pages = _Pages()
    pages.set_creation_date(datetime.combine(plan.as_of, time(), UTC))
    pages.set_title(f"{plan.goal} {plan.title}")
    pages.set_lang("zh-CN")
    pages.add_page()
    pages.paragraph(plan.title, size=BODY, colour=ACCENT)
    pages.paragraph(plan.goal, size=GOAL)
    pages.paragraph(plan.verdict, size=HEADING)
    pages.rule(ACCENT)
    if plan.steps:
        pages.heading("步骤")
        for row in plan.steps:
            pages.step(row)
    for section in plan.sections:
        pages.listed(section.title, section.lines)
    pages.listed("所依据的情况", plan.stated or ("没有说明个人情况",))
    pages.rule(RULE)
    pages.paragraph(plan.notice, size=SMALL, colour=FAINT)
    pages.paragraph(plan.origin, size=SMALL, colour=FAINT)
    return bytes(pages.output())


class _Pages(FPDF):
    """Pages that are filled from the top down."""

    def __init__(self) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_font(FONT, "", sans_path())
        self.set_font(FONT, size=BODY)

    def footer(self) -> None:
        """The number of each page."""
        self.set_y(-MARGIN + 4)
        self._with(SMALL, FAINT)
        self.cell(0, 5, f"{self.page_no()}", align="C")

    def paragraph(self, text: str, *, size: float, colour: Colour = INK, indent: float = 0) -> None:
        """A text over the width of the page, from `indent` on."""
        self._with(size, colour)
        height = self.font_size * LEADING
        for line in lines(text, self.epw - indent, self.get_string_width):
            self.set_x(self.l_margin + indent)
            self.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")

    def heading(self, text: str) -> None:
        """A title that does not stand alone at the foot of a page."""
        self.ln(3)
        if self.will_page_break(24):
            self.add_page()
        self.paragraph(text, size=HEADING, colour=ACCENT)

    def listed(self, title: str, texts: Iterable[str]) -> None:
        """Texts under a title, each with a dot before it."""
        self.heading(title)
        for text in texts:
            self._with(BODY, ACCENT)
            height = self.font_size * LEADING
            if self.will_page_break(height):
                self.add_page()
            self.cell(4, height, "·")
            self.paragraph(text, size=BODY, indent=4)

    def step(self, row: Row) -> None:
        """Days to the left, what is done and what belongs to it to the right."""
        self._with(BODY, FAINT)
        height = self.font_size * LEADING
        when = list(lines(row.when, DATES - 4, self.get_string_width))
        if self.will_page_break(height * max(len(when), 2)):
            self.add_page()
        top, page = self.get_y(), self.page
        for line in when:
            self.cell(DATES, height, line, new_x="LMARGIN", new_y="NEXT")
        below = self.get_y()
        self.set_y(top)
        self.paragraph(row.what, size=BODY + 1, indent=DATES)
        for text in row.details:
            self.paragraph(text, size=BODY, colour=FAINT, indent=DATES)
        if self.page == page:
            self.set_y(max(below, self.get_y()))
        self.rule(RULE)

    def rule(self, colour: Colour) -> None:
        """A line across the page."""
        self.ln(1.5)
        self.set_draw_color(*colour)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1.5)

    def _with(self, size: float, colour: Colour) -> None:
        self.set_font(FONT, size=size)
        self.set_text_color(*colour)
