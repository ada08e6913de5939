"""The desk's analysis of an occupation and the draft of its package, for whoever asks the service for them."""

from datetime import date
from importlib.metadata import version

from api.prepared import Prepared
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.asked import AskedOccupation
from recommender.desk.package import DraftPackage, drafted
from recommender.text.likeness import Likeness
from recommender.titles.resolver import Resolver

Analysed = tuple[GapAnalysis, DraftPackage]


def analysed(
    prepared: Prepared,
    resolver: Resolver | None,
    likeness: Likeness | None,
    asked: AskedOccupation,
    *,
    as_of: date,
) -> Analysed:
    """Both, from the occupation's texts encoded once; keeps a processor busy. Raises NotReady while there are no vectors."""
    shelf = prepared.shelf(resolver, likeness)
    assert resolver is not None  # the shelf is made of what it holds
    assert resolver.semantics is not None
    semantics = resolver.semantics
    none = semantics.vectors[:0]
    vectors = semantics.embedder.encode(asked.texts, kind="passage") if asked.texts else none
    found = analyse(shelf, asked, vectors, as_of=as_of, software=version("lifepath"))
    return found, drafted(shelf, found, vectors)
