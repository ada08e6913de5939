"""Regions, industries, qualifications and licences: tables that stand for themselves."""

from graph.model import ids
from graph.model.facts import Certificate, Industry, Region
from graph.model.links import RelType
from graph.model.terms import CertificateKind, Origin
from ingest.draft import Draft
from ingest.occupations import SAME_NAME, occupation_id
from ingest.records import IndustryRow, LicenceRow, QualificationRow, RegionRow


def build_regions(draft: Draft) -> None:
    """Regions and what they are part of."""
    rows = draft.tables.of(RegionRow)
    for row in rows:
        draft.add(
            Region(
                id=ids.region_id(row.code),
                code=row.code,
                name=row.name,
                tier=row.tier,
                longitude=row.longitude,
                latitude=row.latitude,
                former_code=row.former_code or None,
                **draft.tables.stated(row),
            )
        )
    for row in rows:
        if row.parent:
            draft.join(RelType.PART_OF, ids.region_id(row.code), ids.region_id(row.parent), row)


def build_industries(draft: Draft) -> None:
    """Industries and what they are part of."""
    rows = draft.tables.of(IndustryRow)
    for row in rows:
        draft.add(
            Industry(
                id=ids.industry_id(row.code),
                code=row.code,
                name=row.name,
                tier=row.tier,
                **draft.tables.stated(row),
            )
        )
    for row in rows:
        if row.parent:
            draft.join(RelType.PART_OF, ids.industry_id(row.code), ids.industry_id(row.parent), row)


def build_qualifications(draft: Draft) -> None:
    """Qualifications of the national catalogue, and licences that work may need."""
    for row in draft.tables.of(QualificationRow):
        _qualification(draft, row, row.name, row.category or None)
        if row.occupation_code:
            end = occupation_id(row.occupation_code)
            named = {"origin": Origin.DERIVED, "method": SAME_NAME}
            draft.join(RelType.CERTIFIES, ids.qualification_id(row.name), end, row, **named)
    for row in draft.tables.of(LicenceRow):
        _qualification(draft, row, row.licence, None)
        draft.join(
            RelType.REQUIRES_LICENCE,
            occupation_id(row.occupation_code),
            ids.qualification_id(row.licence),
            row,
            part=row.field,
            kind=row.duty.value,
        )


def _qualification(draft: Draft, row: QualificationRow | LicenceRow, name: str, category: str | None) -> None:
    draft.add(
        Certificate(
            id=ids.qualification_id(name),
            kind=CertificateKind.QUALIFICATION,
            name=name,
            category=category,
            **draft.tables.stated(row),
        )
    )
