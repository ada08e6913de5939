"""A version of a draft training package, as a developer saved it: a record beside the published graph."""

from dataclasses import dataclass
from datetime import datetime

from graph.errors import InvalidInput
from graph.faults import JudgementFault
from graph.model.ids import Id, Kind

MOST_WHO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """One version. `subject` is the code of the occupation, or its name where it has none; `content` is JSON.

    Versions of a subject count from 1 and are never changed. `base` is the revision that the draft was made from.
    """

    subject: str
    version: int
    at: datetime
    who: str
    base: int
    content: str

    @property
    def id(self) -> str:
        """Such as `draft:4-02-04-07/2`."""
        return draft_id(self.subject, self.version)

    def checked(self) -> "SavedDraft":
        """Itself; raises InvalidInput where the name of who saves it is missing or too long."""
        check_who(self.who)
        return self


def check_who(who: str) -> None:
    """Raises InvalidInput for the name of an author that is missing or too long."""
    if not who.strip() or len(who) > MOST_WHO:
        raise InvalidInput(JudgementFault.WHO_LENGTH(most=MOST_WHO), field="who")


def draft_id(subject: str, version: int) -> str:
    """The id of a version."""
    return str(Id(Kind.DRAFT, subject, None, (str(version),)))
