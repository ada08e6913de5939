"""What the shipped tables say, counted against what the authorities announce."""

from collections import Counter

from graph.model.facts import Occupation
from graph.model.terms import OccupationStatus
from ingest import Loaded


def test_the_shipped_tables_hold_every_occupation_and_those_in_comment(loaded: Loaded) -> None:
    occupations = [n for n in loaded.snapshot.nodes.values() if isinstance(n, Occupation)]
    status = Counter(o.status for o in occupations)
    assert status == {OccupationStatus.IN_FORCE: 1676, OccupationStatus.IN_COMMENT: 12}
