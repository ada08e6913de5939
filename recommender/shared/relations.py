"""How an occupation or a major relates to the goal's occupation: yes, no, or unknown (docs: cases.md in words).

Related occupations: only where an official table says so; two that share a 小类 are unknown; others are not.
Related majors: where the official guide links them; unknown where the guide links the major to the same 小类 only or
does not know it; otherwise not.
"""

from collections import defaultdict
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from graph.model.links import RelType
from graph.model.terms import Origin
from recommender.shared.truth import Verdict


@dataclass(frozen=True, slots=True)
class Relations:
    """Look-ups of one catalogue."""

    minor: dict[str, str | None]
    related: frozenset[tuple[str, str]]
    linked: dict[str, frozenset[str]]
    linked_minor: dict[str, frozenset[str]]
    majors_by_code: dict[str, tuple[str, ...]]
    names: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Relations":
        minor = {o.id: _minor(catalogue, o) for o in catalogue.all(Occupation)}
        linked = {
            major.id: frozenset(link.end for link in catalogue.links(major.id, RelType.LEADS_TO))
            for major in catalogue.all(Major)
        }
        by_code: defaultdict[str, list[str]] = defaultdict(list)
        for major in catalogue.all(Major):
            by_code[major.code].append(major.id)
        return cls(
            minor,
            frozenset(_official_pairs(catalogue)),
            linked,
            {m: frozenset(g for o in found if (g := minor.get(o))) for m, found in linked.items()},
            {code: tuple(found) for code, found in by_code.items()},
            {
                fact.id: f"{fact.name} {fact.code or ''}".strip()
                for fact in (*catalogue.all(Occupation), *catalogue.all(Major))
            },
        )

    def named(self, node: str | None) -> str:
        """Name and code of an occupation or a major, for sentences; what the catalogue lacks as it was stated."""
        return "(not stated)" if node is None else self.names.get(node, node)

    def occupation(self, other: str, goal: str) -> Verdict:
        """Does work, a certificate or a title of `other` count for `goal`?"""
        if other == goal or (other, goal) in self.related:
            return Verdict.PASS
        group = self.minor.get(goal)
        return Verdict.UNKNOWN if group and group == self.minor.get(other) else Verdict.FAIL

    def major(self, major: str | None, goal: str) -> Verdict:
        """Is a major (an id, or a code that the catalogue does not have) related to `goal`?"""
        links = self.linked.get(major or "")
        if not links or major is None:
            return Verdict.UNKNOWN
        if goal in links:
            return Verdict.PASS
        group = self.minor.get(goal)
        return Verdict.UNKNOWN if group and group in self.linked_minor[major] else Verdict.FAIL


def _minor(catalogue: Catalogue, occupation: Occupation) -> str | None:
    links = catalogue.links(occupation.id, RelType.IN_GROUP)
    return links[0].end if links else None


def _official_pairs(catalogue: Catalogue) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for occupation in catalogue.all(Occupation):
        for link in catalogue.links(occupation.id, RelType.RELATED_TO):
            if link.origin is Origin.OFFICIAL:
                found |= {(link.start, link.end), (link.end, link.start)}
    return found
