"""Where the graph server is and how to sign in: the one thing the gateway must be told."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import InvalidInput

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Target:
    """A database on a server that speaks Bolt; raises InvalidInput for an address that is none.

    `writer` is a file that the writers of one machine lock in turn, for a server that does not keep concurrent
    writers apart by itself.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    writer: Path | None = None

    def __post_init__(self) -> None:
        address = urlsplit(self.uri)
        if address.scheme not in SCHEMES or not address.hostname:
            raise InvalidInput(
                f"NEO4J_URI is {self.uri!r}; expected an address such as neo4j://host:7687 "
                f"({', '.join(SCHEMES)})",
                field="NEO4J_URI",
            )
