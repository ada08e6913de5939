"""Where a store answers."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """A Bolt server: its address, the login, and the one database that is used."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
