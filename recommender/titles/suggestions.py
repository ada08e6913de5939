"""The answers to a text as everything recommended is told: with reasons, and with what would change them."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.facts import Occupation
from recommender.shared.reasons import Reason, ReasonKind, Recommended
from recommender.text.passages import TextKind
from recommender.titles.classes import written_out
from recommender.titles.coding import Coding, Likely, TextType

COSINE = "cosine of the sentence encoder"
SILVER = "a title coded before, in a public set whose codes are not checked one by one"
EXACTLY = "its code, its name or the name of a trade of it"
EXACTLY_ENGLISH = "its name in English (a translation, not official)"
NO_PROBABILITY = {
    TextType.EXACT: "several occupations have exactly this name: which one is meant is not known",
    TextType.TITLE: "nothing learned from coded titles is at hand for this encoder: no probability is known",
    TextType.WORDS: "probabilities are known for job titles only, not for texts of this length",
    TextType.FOREIGN: "probabilities are known for Chinese job titles only",
}
CLOSE = 0.2  # of two probabilities: both are then named as in doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Recommended):
    """An occupation that a text may mean.

    `score` ranks the suggestions of one text: the probability where one is known, 1 for an exact match. `text` and
    `kind` are what matched best, `similarity` its cosine (None without the encoder), `writing` from 0 to 1 how it
    compares in writing with the best one. `probability` is that of being the code a coder would give.
    """

    occupation: Occupation
    probability: float | None
    exact: bool
    kind: TextKind
    text: str
    similarity: float | None
    writing: float


def suggestions(coding: Coding) -> tuple[Suggestion, ...]:
    """All matches of a text, likeliest first."""
    return tuple(_suggestion(coding, likely) for likely in coding.matches)


def why(coding: Coding) -> str:
    """The answer to a text, or why there is none, in one line."""
    if not coding.matches:
        return "no occupation shares anything with this text"
    best = coding.matches[0]
    if not coding.abstained:
        return "; ".join(reason.text for reason in suggestions(coding)[0].reasons)
    if coding.probability is None:
        return NO_PROBABILITY[coding.type]
    if coding.likeliest != best.match.occupation.code:
        return f"coders would rather give the group {coding.likeliest} ({coding.probability:.2f}) than an occupation"
    return f"the likeliest, {best.match.occupation.name}, has a probability of {coding.probability:.2f} only"


def _suggestion(coding: Coding, likely: Likely) -> Suggestion:
    match = likely.match
    return Suggestion(
        id=match.occupation.id,
        score=match.score,
        reasons=tuple(_reasons(coding, likely)),
        what_would_change_this=tuple(_changes(coding, likely)),
        occupation=match.occupation,
        probability=likely.probability,
        exact=match.exact,
        kind=match.kind,
        text=match.text,
        similarity=match.similarity,
        writing=match.writing,
    )


def _reasons(coding: Coding, likely: Likely) -> Iterable[Reason]:
    match = likely.match
    if match.exact:
        what = EXACTLY_ENGLISH if match.kind is TextKind.ENGLISH_NAME else EXACTLY
        text = f"{coding.cleaned.text} is {what}: {match.text}"
        yield Reason(kind=ReasonKind.PATH, text=text, path=(match.occupation.id,))
        return
    if match.similarity is None:
        yield Reason(kind=ReasonKind.UNKNOWN, text="compared in writing only: the encoder is not loaded")
    else:
        yield Reason(
            kind=ReasonKind.SIMILARITY,
            text=f"closest to its {match.kind.lower().replace('_', ' ')}: {match.text}",
            asked=coding.cleaned.text,
            matched=match.text,
            score=match.similarity,
            method=COSINE,
        )
    yield from _precedent(coding, likely)
    if likely.probability is None:
        yield Reason(kind=ReasonKind.UNKNOWN, text=NO_PROBABILITY[coding.type])


def _precedent(coding: Coding, likely: Likely) -> Iterable[Reason]:
    found, code = coding.precedent, likely.match.occupation.code
    if found and code and found.code == code:
        yield Reason(
            kind=ReasonKind.SIMILARITY,
            text=f"{SILVER}, has this code: {found.title}",
            asked=coding.cleaned.text,
            matched=found.title,
            score=found.cosine,
            method=COSINE,
        )


def _changes(coding: Coding, likely: Likely) -> Iterable[str]:
    rivals = [other.match.occupation for other in _close(coding, likely)]
    if rivals:
        yield f"a text that says how the work differs from {'、'.join(r.name for r in rivals)}"
    if coding.type is TextType.TITLE and coding.abstained:
        yield "words on the industry or the employer as context"
    if coding.type in {TextType.WORDS, TextType.FOREIGN}:
        yield "a short job title in Chinese instead"
    if coding.offered and written_out(coding.offered.group.code) != likely.match.occupation.code:
        yield f"the group {coding.offered.group.name} is sure enough where any work in it will do"


def _close(coding: Coding, likely: Likely) -> list[Likely]:
    """At most two rivals among the likeliest, whose probability is within `CLOSE` of this one's."""
    if likely.probability is None:
        return []
    own = likely.match.occupation.id
    near = (o for o in coding.leading if o.match.occupation.id != own and o.probability is not None)
    return [o for o in near if abs(likely.probability - (o.probability or 0.0)) < CLOSE][:2]
