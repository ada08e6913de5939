"""English names of occupations: translations, each a fact of its own, so that none passes for the official name."""

from typing import Any

from graph.model import ids
from graph.model.facts import EnglishName, Occupation
from graph.model.links import RelType
from graph.model.terms import Origin
from ingest.draft import Draft
from ingest.faults import Rejection
from ingest.naming import Method
from ingest.occupations import occupation_id
from ingest.records import EnglishNameRow

BY_THE_USER = Method.TRANSLATION_GIVEN.english


def build_english_names(draft: Draft) -> None:
    """The names of every occupation that the table has, in their order; after the occupations themselves."""
    for row in draft.tables.of(EnglishNameRow):
        occupation = occupation_id(row.occupation_code or ids.digest(row.occupation_name))
        known = draft.nodes.get(occupation)
        if not isinstance(known, Occupation) or known.name != row.occupation_name:
            named = f"{row.occupation_code} {row.occupation_name}".strip()
            draft.reject(row, Rejection.NO_OCCUPATION(name=named))
            continue
        stated = _translated(draft, row)
        for order, name in enumerate(row.each, start=1):
            node = ids.english_name_id(occupation, name)
            draft.add(EnglishName(id=node, name=name, **stated))
            draft.join(RelType.HAS_ENGLISH_NAME, occupation, node, row, order=order, **stated)


def _translated(draft: Draft, row: EnglishNameRow) -> dict[str, Any]:
    """Provenance of a translation: DERIVED, whoever made it, as the classification names occupations in Chinese."""
    stated = draft.tables.stated(row)
    return {**stated, "origin": Origin.DERIVED, "method": stated["method"] or BY_THE_USER}
