"""Plans to keep: the same content on the page, in the PDF and in the calendar, nothing cut and nothing unescaped."""

from dataclasses import replace
from datetime import date

import icalendar
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from pylopdf_fonts_zh_cn import sans_path

from api.documents import calendar, html, pdf
from api.documents.breaking import lines
from api.documents.files import SUFFIXES, document, media_type
from api.documents.plan import NOTICE, Plan, Section, plan_of
from graph.model.facts import Module, Occupation
from graph.model.terms import Level
from recommender.planning.planner import Planner
from recommender.planning.telling import FullyTold, Told
from recommender.shared.profile import (
    Education,
    EducationKind,
    Goal,
    HeldCertificate,
    Spell,
    Title,
    TitleRank,
    WorkerProfile,
)
from recommender.supply.seats import Supply
from tests.api.asking import shipped_catalogue

TODAY = date(2026, 11, 24)
ELECTRICIAN = "occ:6-31-01-03@2022"
WORKER = WorkerProfile(
    birth=date(1990, 5, 1),
    spells=(Spell(occupation=ELECTRICIAN, start=date(2020, 3, 1)),),
    certificates=(HeldCertificate(occupation=ELECTRICIAN, level=Level.L5, awarded=date(2023, 6, 15)),),
)
A4 = (595.28, 841.89)


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.of(shipped_catalogue())


@pytest.fixture(scope="module")
def supply() -> Supply:
    return Supply.of(shipped_catalogue())


def told(planner: Planner, supply: Supply, profile: WorkerProfile, goal: Goal) -> tuple[FullyTold, Plan]:
    one = Told(planner, profile, planner.plan(profile, goal, TODAY))
    full = one.full(supply)
    return full, plan_of(full, profile, one.onward)


@pytest.fixture(scope="module")
def plan(planner: Planner, supply: Supply) -> Plan:
    return told(planner, supply, WORKER, Goal(occupation=ELECTRICIAN, level=Level.L3))[1]


def printed(content: bytes) -> str:
    """All text of a PDF, its line breaks taken out."""
    with pypdfium2.PdfDocument(content) as pages:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def texts(plan: Plan) -> list[str]:
    rows = [text for row in plan.steps for text in (row.what, *row.details)]
    sections = [text for section in plan.sections for text in (section.title, *section.lines)]
    return [plan.goal, plan.verdict, *rows, *sections, *plan.stated, plan.notice]


def test_the_plan_says_all_that_a_person_needs(plan: Plan) -> None:
    assert plan.goal == "电工（三级/高级工）"
    assert "2031年11月24日" in plan.verdict
    assert [row.what for row in plan.steps] == ["申报四级/中级工", "从事本职业工作", "申报三级/高级工"]
    titles = [section.title for section in plan.sections]
    for title in ("计划所作的假定", "怎样可以更早、更稳妥", "取得证书以后", "上岗证照"):
        assert title in titles
    assert plan.stated[0] == "出生：1990年5月1日"


def test_page_and_pdf_show_every_text_of_the_plan(plan: Plan) -> None:
    page, pages = html.render(plan).decode(), printed(pdf.render(plan))
    for text in texts(plan):
        assert text in page
        assert "".join(text.split()) in pages


def test_nothing_of_the_pdf_lies_outside_the_margins(plan: Plan) -> None:
    with pypdfium2.PdfDocument(pdf.render(plan)) as pages:
        assert len(pages) > 1
        for page in pages:
            assert page.get_size() == pytest.approx(A4, abs=0.1)
            found = page.get_textpage()
            for index in range(found.count_chars()):
                left, bottom, right, top = found.get_charbox(index, loose=False)
                assert left >= 40
                assert right <= A4[0] - 40
                assert bottom >= 20
                assert top <= A4[1] - 40


def test_the_font_has_every_character_of_names_in_the_catalogue() -> None:
    known = TTFont(sans_path()).getBestCmap() or {}
    catalogue = shipped_catalogue()
    names = [o.name for o in catalogue.all(Occupation)] + [m.name for m in catalogue.all(Module)]
    missing = {c for name in names for c in name if ord(c) not in known and not c.isspace()}
    assert missing == set()


def test_the_calendar_has_an_event_a_step_on_its_days(plan: Plan) -> None:
    found = icalendar.Calendar.from_ical(calendar.render(plan))
    assert [(event.start, event.end) for event in found.events] == [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2031, 11, 24)),
        (date(2031, 11, 24), date(2031, 11, 25)),
    ]
    assert len({event.uid for event in found.events}) == 3
    assert all(NOTICE in (event.description or "") for event in found.events)


def test_a_step_that_moves_keeps_its_uid_and_another_person_has_another(
    planner: Planner, supply: Supply, plan: Plan
) -> None:
    goal = Goal(occupation=ELECTRICIAN, level=Level.L3)
    later = replace(WORKER, spells=(Spell(occupation=ELECTRICIAN, start=date(2025, 3, 1)),))
    moved = told(planner, supply, later, goal)[1]
    assert moved.events[-1].uid == plan.events[-1].uid
    assert moved.events[-1].start != plan.events[-1].start
    other = told(planner, supply, replace(WORKER, birth=date(1991, 1, 1)), goal)[1]
    assert not {event.uid for event in other.events} & {event.uid for event in plan.events}


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    for render in (html.render, pdf.render, calendar.render):
        assert render(plan) == render(plan)


def test_what_a_person_wrote_is_escaped(plan: Plan) -> None:
    section = Section("请先确认", ('<script>alert(1)</script> & "电工"',))
    page = html.render(replace(plan, sections=(section,))).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("occupation", "level", "verdict"),
    [
        ("occ:1-01-00-01@2022", Level.L3, "目前没有合规的途径"),
        ("occ:3-01-02-05@2022", Level.L4, "没有查到该职业的国家职业标准"),
        (ELECTRICIAN, Level.L5, "您已于2023年6月15日取得"),
    ],
)
def test_every_kind_of_answer_can_be_kept(
    planner: Planner, supply: Supply, occupation: str, level: Level, verdict: str
) -> None:
    profile = replace(
        WORKER,
        titles=(Title(rank=TitleRank.JUNIOR, awarded=date(2022, 1, 1)),),
        educations=(Education(kind=EducationKind.HIGHER, graduates=date(2027, 6, 30)),),
    )
    full, plan = told(planner, supply, profile, Goal(occupation=occupation, level=level))
    assert verdict in plan.verdict
    for suffix in SUFFIXES:
        assert document(full, profile, None, suffix=suffix)
        assert media_type(suffix)
    assert "".join(plan.verdict.split()) in printed(pdf.render(plan))


@given(st.text(alphabet="电工（），。2031年月日 ab-/《》：", max_size=60), st.integers(3, 20))
@settings(max_examples=200)
def test_lines_keep_every_character_and_the_width(text: str, width: int) -> None:
    found = list(lines(text, width, len))
    assert "".join("".join(line.split()) for line in found) == "".join(text.split())
    assert all(len(line) <= width for line in found)


def test_lines_break_neither_before_punctuation_nor_inside_a_number() -> None:
    text = "最早可在2031年11月24日申报，提前3年。"
    for width in range(6, 30):
        found = list(lines(text, width, len))
        assert not any(line.startswith(("，", "。", "年")) for line in found)
        assert any("2031年" in line for line in found)
