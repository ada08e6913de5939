"""What developers say of derived matches: accepted, rejected or re-mapped, with who, when and why.

A judgement is no fact of the catalogue and belongs to no revision. It names the two sides of a match by ids that are
made of codes and digests of texts, so that it holds again when a fact that was gone comes back. Both texts are kept
beside the ids, so that it can be read, and learned from, while a fact is gone. All are kept; of several on one match
the latest counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from graph.errors import InvalidInput
from graph.faults import JudgementFault, Matched
from graph.model.drafts import check_who
from graph.model.ids import Kind, digest, kind_of

TEXT = "text:"  # begins the key of a sentence that is no fact, such as a task of an occupation not yet in the catalogue
MOST_WHY, MOST_BESIDE = 1_000, 60
_ENDS: Mapping[Kind | None, frozenset[Kind]] = {
    Kind.TASK: frozenset({Kind.MODULE, Kind.TASK, Kind.COURSE}),
    Kind.COURSE: frozenset({Kind.MODULE}),
    Kind.MAJOR: frozenset({Kind.MODULE}),
    Kind.MODULE: frozenset({Kind.MODULE}),
    None: frozenset({Kind.MODULE, Kind.TASK, Kind.COURSE}),
}


class Decision(StrEnum):
    """What a developer says of a match; REMAPPED rejects it and accepts another end in its place."""

    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    REMAPPED = "REMAPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement on the match of `start` with `end`; `target` is the end that takes its place where it is REMAPPED.

    `number` counts all judgements from 1 (0: not stored yet); `at` is UTC. The texts are those of the day. `beside` are the
    other tasks of its occupation, where the start is a sentence and they were stated: how near a function comes to a task
    depends on them.
    """

    start: str
    end: str
    decision: Decision
    who: str
    why: str
    at: datetime
    start_text: str
    end_text: str
    target: str | None = None
    target_text: str | None = None
    beside: tuple[str, ...] = ()
    number: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """The match that it is about."""
        return self.start, self.end

    def checked(self) -> "Judgement":
        """Itself; raises InvalidInput for sides that are no match, or a reason or name that is missing or too long."""
        check_match(self.start, self.end)
        if (self.target is not None) != (self.decision is Decision.REMAPPED):
            raise InvalidInput(JudgementFault.TARGET_NOT_ASKED(), field="target")
        if self.target is not None:
            check_match(self.start, self.target, field="target")
            if self.target == self.end:
                raise InvalidInput(JudgementFault.TARGET_THE_SAME(), field="target")
        if self.beside and not self.start.startswith(TEXT):
            raise InvalidInput(JudgementFault.BESIDE_A_FACT(), field="beside")
        if len(self.beside) > MOST_BESIDE or any(not 0 < len(text) <= MOST_WHY for text in self.beside):
            said = JudgementFault.BESIDE_TOO_LONG(most=MOST_BESIDE, length=MOST_WHY)
            raise InvalidInput(said, field="beside")
        check_who(self.who)
        if not self.why.strip() or len(self.why) > MOST_WHY:
            raise InvalidInput(JudgementFault.WHY_LENGTH(most=MOST_WHY), field="why")
        return self


@dataclass(frozen=True, slots=True)
class Submission:
    """Judgements that belong together and are stored together or not at all.

    `seen` is the number of the newest judgement that their author has read, on these matches or any other; 0 for none.
    """

    judgements: tuple[Judgement, ...]
    seen: int = 0


def text_key(text: str) -> str:
    """What stands for a sentence that is no fact: `text:` and the digest of it."""
    return f"{TEXT}{digest(text)}"


def check_match(start: str, end: str, *, field: str = "end") -> None:
    """Raises InvalidInput where nothing is ever matched between such sides."""
    kind = None if start.startswith(TEXT) else kind_of(start)
    if kind not in _ENDS:
        raise InvalidInput(JudgementFault.JUDGEMENT_START(start=start), field="start")
    if kind_of(end) not in _ENDS[kind]:
        wanted = tuple(Matched[other.name]() for other in sorted(_ENDS[kind], key=lambda other: other.name))
        said = JudgementFault.JUDGEMENT_END(start=start, wanted=wanted, end=end)
        raise InvalidInput(said, field=field)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What counts for a match: whether it is accepted, and the judgement that says so."""

    accepted: bool
    judgement: Judgement

    def __str__(self) -> str:
        said = self.judgement
        return f"{'accepted' if self.accepted else 'rejected'} by {said.who} on {said.at.date()}: {said.why}"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All judgements by number, and the one that counts for each match."""

    judgements: tuple[Judgement, ...]
    by_pair: Mapping[tuple[str, str], Verdict]
    accepted: Mapping[str, tuple[tuple[str, Verdict], ...]]
    said: Mapping[str, Mapping[str, Verdict]]

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Verdicts":
        every = tuple(sorted(judgements, key=lambda judgement: judgement.number))
        by_pair: dict[tuple[str, str], Verdict] = {}
        for one in every:
            by_pair[one.pair] = Verdict(one.decision is Decision.ACCEPTED, one)
            if one.target is not None:
                by_pair[one.start, one.target] = Verdict(True, one)
        accepted: dict[str, tuple[tuple[str, Verdict], ...]] = {}
        said: dict[str, dict[str, Verdict]] = {}
        for (start, end), verdict in sorted(by_pair.items()):
            said.setdefault(start, {})[end] = verdict
            if verdict.accepted:
                accepted[end] = (*accepted.get(end, ()), (start, verdict))
        return cls(every, MappingProxyType(by_pair), MappingProxyType(accepted), MappingProxyType(said))

    @property
    def newest(self) -> int:
        """Number of the newest judgement; 0 where there is none."""
        return self.judgements[-1].number if self.judgements else 0

    def on(self, start: str, end: str) -> Verdict | None:
        """What counts for a match; None where nobody judged it."""
        return self.by_pair.get((start, end))

    def refused(self, start: str, end: str) -> bool:
        """Is the match rejected?"""
        found = self.on(start, end)
        return found is not None and not found.accepted

    def accepted_for(self, end: str) -> tuple[tuple[str, Verdict], ...]:
        """Every start whose match with `end` is accepted, by id."""
        return self.accepted.get(end, ())

    def of_task(self, *keys: str) -> Mapping[str, Verdict]:
        """What counts for each end of a task, whichever of its keys it was judged by; of two keys the later judgement."""
        found: dict[str, Verdict] = {}
        for key in keys:
            for end, verdict in self.said.get(key, {}).items():
                known = found.get(end)
                if known is None or known.judgement.number < verdict.judgement.number:
                    found[end] = verdict
        return found

    def until(self, number: int) -> "Verdicts":
        """What counted when the judgement of this number was the newest."""
        return Verdicts.of(one for one in self.judgements if one.number <= number)

    def history(self, start: str, end: str) -> tuple[Judgement, ...]:
        """All judgements on a match, also those that re-map to it, oldest first."""
        return tuple(j for j in self.judgements if j.start == start and end in {j.end, j.target})

    def unread(self, submission: Submission, *, newest: int) -> Judgement | None:
        """The latest judgement on the matches of a submission, where its author cannot have read it.

        That is where it is later than what they have read, or where that is none of the `newest` that there are.
        """
        found = [one for said in submission.judgements for one in self.history(*said.pair)]
        latest = max(found, key=lambda judgement: judgement.number, default=None)
        return latest if latest and not latest.number <= submission.seen <= newest else None


NOTHING_JUDGED = Verdicts.of(())
