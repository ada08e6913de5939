"""Options that describe a person are read into the shape of a case, or refused by their text."""

from collections.abc import Callable

import pytest

from api.cli.person import Part, apprenticeship, as_student, certificate, education, spell, title

Read = Callable[[str], Part]


@pytest.mark.parametrize(
    ("read", "text", "part"),
    [
        (
            certificate,
            "电工:L5@2023-06-15",
            {"occupation": "电工", "work_type": None, "level": "L5", "awarded": "2023-06-15"},
        ),
        (
            certificate,
            "6-18-02-04/电焊工:L4@2020-01-01",
            {"occupation": "6-18-02-04", "work_type": "电焊工", "level": "L4", "awarded": "2020-01-01"},
        ),
        (spell, "电工:2020-03..now", {"occupation": "电工", "from": "2020-03", "to": None}),
        (spell, "电工:40m", {"occupation": "电工", "months": 40}),
        (
            spell,
            "occ:6-31-01-03@2022:2020-03-02..2021-01",
            {"occupation": "occ:6-31-01-03@2022", "from": "2020-03-02", "to": "2021-01"},
        ),
        (
            education,
            "高职/460306@2024-09..2027-06",
            {"kind": "高职", "major": "460306", "from": "2024-09", "graduated": "2027-06", "approved": None},
        ),
        (
            education,
            "技师学院@2019-06-30+approved",
            {"kind": "技师学院", "major": None, "from": None, "graduated": "2019-06-30", "approved": True},
        ),
        (
            title,
            "JUNIOR/电工@2022-01-10",
            {"rank": "JUNIOR", "field_of": "电工", "awarded": "2022-01-10"},
        ),
        (title, "SENIOR@2022-01-10", {"rank": "SENIOR", "field_of": None, "awarded": "2022-01-10"}),
        (apprenticeship, "电工@2021-09-01", {"occupation": "电工", "completed": "2021-09-01"}),
    ],
)
def test_an_option_becomes_a_part_of_a_case(read: Read, text: str, part: Part) -> None:
    assert read(text) == part


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (certificate, "电工@2023-06-15"),
        (certificate, "电工:L5"),
        (spell, "电工"),
        (spell, "电工:2020-03"),
        (spell, "电工:2020-03.."),
        (education, "高职"),
        (education, "高职@2020-06-30+maybe"),
        (title, "JUNIOR"),
        (apprenticeship, "2021-09-01"),
    ],
)
def test_an_unreadable_option_is_refused_with_its_text(read: Read, text: str) -> None:
    with pytest.raises(ValueError, match=r"is not written as|stands approved") as caught:
        read(text)
    assert text in str(caught.value)


def test_a_graduation_ahead_makes_a_student() -> None:
    part = education("高职/460306@2024-09..2027-06")
    assert as_student(part, "2026-11-24")["graduates"] == "2027-06"
    assert as_student(part, "2026-11-24")["graduated"] is None
    assert as_student(part, "2027-07-01") == part
