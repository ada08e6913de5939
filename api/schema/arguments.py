"""Arguments that many roots share, and the root field itself."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Optional, TypeVar

import strawberry

from api.faults import RequestFault
from graph.errors import InvalidInput

T = TypeVar("T")
AsOf = Annotated[
    date | None,
    strawberry.argument(
        description="The day to answer for: facts that do not hold on it are left out. Today in China where left out."
    ),
]
Revision = Annotated[
    int | None,
    strawberry.argument(
        description="The revision to answer from: what was known then. The newest where left out."
    ),
]
First = Annotated[int, strawberry.argument(description="At most so many, from 1 to 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Go on after this place: endCursor of the page before.")
]
Search = Annotated[
    str | None,
    strawberry.argument(description="Only what has this text in its name or code; equal ones come first."),
]
Id = Annotated[strawberry.ID | None, strawberry.argument(description="Its id.")]
Code = Annotated[str | None, strawberry.argument(description="Its official code.")]
Name = Annotated[str | None, strawberry.argument(description="Its exact official name.")]


def root(graphql_type: Any) -> Callable[[Callable[..., Any]], Any]:
    """A root, answered by a method; the docstring is the schema's text.

    It may be null, so that one root that fails leaves the others of its request their answers.
    """

    def declare(resolver: Callable[..., Any]) -> Any:
        text = " ".join((resolver.__doc__ or "").split())
        return strawberry.field(resolver=resolver, description=text, graphql_type=Optional[graphql_type])  # noqa: UP045

    return declare


def one_of(**given: T | None) -> tuple[str, T]:
    """Name and value of the only argument that is given; raises InvalidInput for none or several."""
    found = [(name, value) for name, value in given.items() if value is not None]
    if len(found) != 1:
        raise InvalidInput(RequestFault.ONE_OF(names=tuple(given)), field=next(iter(given)))
    return found[0]


def checked_first(first: int, most: int) -> int:
    """`first` itself; raises InvalidInput where it is out of bounds."""
    if not 1 <= first <= most:
        raise InvalidInput(RequestFault.FIRST_OUT_OF_RANGE(most=most, first=first), field="first")
    return first
