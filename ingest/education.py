"""Majors and their occupations and courses, institutions and their offers."""

from collections import defaultdict

from graph.model import ids
from graph.model.facts import Course, Institution, Major, Occupation, Offer, Region
from graph.model.links import RelType
from graph.model.terms import CarrierKind, OfferMode, Origin
from graph.places import Place
from ingest.draft import Draft
from ingest.faults import Noted, Rejection
from ingest.naming import Method
from ingest.occupations import SAME_NAME, occupation_id
from ingest.records import (
    CourseRow,
    InstitutionGradeRow,
    InstitutionRow,
    MajorOccupationRow,
    MajorRow,
    OfferRow,
)

SAME_MAJOR = Method.SAME_MAJOR.english
ENTRY_ROUTE = "普通高等学校招生(普通批与提前批合计)"


def build_majors(draft: Draft) -> None:
    """Majors of the catalogue and of the guide, the occupations they lead to, their courses."""
    for row in draft.tables.of(MajorRow):
        _major(draft, row)
    _guide_majors(draft)
    _pairs(draft)
    for row in draft.tables.of(CourseRow):
        _course(draft, row)


def build_institutions(draft: Draft) -> None:
    """Institutions in their city, and their offers."""
    cities = {n.name: n.id for n in draft.nodes.values() if isinstance(n, Region)}
    grades = {row.name: row for row in draft.tables.of(InstitutionGradeRow)}
    for row in draft.tables.of(InstitutionRow):
        _institution(draft, row, cities.get(row.city), grades.get(row.name))
    names = {row.name for row in draft.tables.of(InstitutionRow)}
    for name, grade in grades.items():
        if name not in names:
            draft.reject(grade, Rejection.NO_INSTITUTION_NAMED(name=name))
    for row in draft.tables.of(OfferRow):
        _offer(draft, row)


def _major(draft: Draft, row: MajorRow) -> None:
    draft.add(
        Major(
            id=ids.major_id(row.education, row.code),
            code=row.code,
            name=row.name,
            education=row.education,
            category=row.category or None,
            subcategory=row.subcategory or None,
            guide_only=False,
            **draft.tables.stated(row),
        )
    )


def _guide_majors(draft: Draft) -> None:
    found: list[str] = []
    for row in draft.tables.of(MajorOccupationRow):
        major = ids.major_id(row.education, row.major_code)
        if major in draft.nodes:
            continue
        found.append(f"{row.education} {row.major_code} {row.major_name}")
        draft.add(
            Major(
                id=major,
                code=row.major_code,
                name=row.major_name,
                education=row.education,
                category=None,
                subcategory=None,
                guide_only=True,
                **draft.tables.stated(row),
            )
        )
    draft.note(MajorRow.TABLE, Noted.MAJORS_OF_THE_GUIDE, found)


def _pairs(draft: Draft) -> None:
    """LEADS_TO for every pair of the guide; a code that is none is looked up by name."""
    named = {n.name: n.id for n in draft.nodes.values() if isinstance(n, Occupation) and n.code}
    noted: defaultdict[str, list[str]] = defaultdict(list)
    joined: dict[tuple[str, str], MajorOccupationRow] = {}
    for row in draft.tables.of(MajorOccupationRow):
        end = occupation_id(row.printed_code)
        by_name = end not in draft.nodes
        if by_name:
            noted["codes"].append(row.printed_code)
            end = named.get(row.printed_name, end)
        pair = ids.major_id(row.education, row.major_code), end
        if pair in joined:
            draft.reject(row, Rejection.SAME_PAIR(place=Place(joined[pair].locator)))
            continue
        joined[pair] = row
        facts = {"origin": Origin.DERIVED, "method": SAME_NAME} if by_name else {}
        if draft.join(RelType.LEADS_TO, *pair, row, **facts):
            _note_name(draft, noted, row, end, by_name)
    table = MajorOccupationRow.TABLE
    draft.note(table, Noted.GUIDE_CODES_UNKNOWN, sorted(dict.fromkeys(noted["codes"])))
    draft.note(table, Noted.GUIDE_JOINED_BY_NAME, noted["aliased"])
    draft.note(table, Noted.GUIDE_NAMES_DIFFER, sorted(set(noted["names"])))


def _note_name(
    draft: Draft, noted: defaultdict[str, list[str]], row: MajorOccupationRow, end: str, by_name: bool
) -> None:
    occupation = draft.nodes[end]
    if by_name:
        noted["aliased"].append(f"{row.education} {row.major_code}: {row.printed_code} -> {end}")
    elif isinstance(occupation, Occupation) and occupation.name != row.printed_name:
        noted["names"].append(f"{row.printed_code} {row.printed_name} -> {occupation.name}")


def _course(draft: Draft, row: CourseRow) -> None:
    major = ids.major_id(row.education, row.major_code)
    if major not in draft.nodes:
        draft.reject(row, Rejection.NO_SUCH_FACT(id=major))
        return
    course = ids.course_id(row.education, row.major_code, row.name)
    draft.add(Course(id=course, name=row.name, **draft.tables.stated(row)))
    draft.join(RelType.HAS_COURSE, major, course, row)


def _institution(
    draft: Draft, row: InstitutionRow, city: str | None, grade: InstitutionGradeRow | None
) -> None:
    if city is None:
        draft.reject(row, Rejection.NO_REGION_NAMED(name=row.city))
        return
    institution = ids.institution_id(row.code)
    stated = draft.tables.stated(row)
    stated["locator"] = "; ".join(r.locator for r in (row, grade) if r)
    draft.add(
        Institution(
            id=institution,
            code=row.code,
            name=row.name,
            carrier=CarrierKind.SCHOOL,
            tier=row.tier or None,
            authority=row.authority or None,
            grade=grade.grade if grade else None,
            grade_scope=grade.scope if grade else None,
            **stated,
        )
    )
    draft.join(RelType.LOCATED_IN, institution, city, row)


def _offer(draft: Draft, row: OfferRow) -> None:
    institution = ids.institution_id(row.institution_code)
    if institution not in draft.nodes:
        draft.reject(row, Rejection.NO_SUCH_FACT(id=institution))
        return
    subject = (row.education, row.major_code or row.name)
    offer = ids.offer_id(row.institution_code, subject, row.year, row.number)
    draft.add(
        Offer(
            id=offer,
            name=row.name,
            mode=OfferMode.FULL_TIME_DEGREE,
            year=row.year,
            length_years=row.length_years,
            places=row.places,
            price=row.price,
            entry_route=ENTRY_ROUTE,
            **draft.tables.stated(row),
        )
    )
    draft.join(RelType.OFFERS, institution, offer, row)
    if row.major_code:
        draft.join(
            RelType.OF,
            offer,
            ids.major_id(row.education, row.major_code),
            row,
            origin=Origin.DERIVED,
            method=SAME_MAJOR,
        )
