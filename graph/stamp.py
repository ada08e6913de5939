"""The stamp of a store: which engine keeps it, in which schema, for what. Opening it for anything else is refused."""

from dataclasses import dataclass
from enum import StrEnum

from graph.errors import Conflict
from graph.model.schema import SCHEMA_VERSION


class Engine(StrEnum):
    """Which server keeps a store."""

    NEO4J = "neo4j"
    EMBEDDED = "embedded"


class Purpose(StrEnum):
    """What a store is for. A store for tests may be emptied at any time."""

    SERVICE = "service"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`identity` is a random name that no other store has."""

    engine: Engine
    schema_version: int
    purpose: Purpose
    identity: str

    def checked(self, engine: Engine, purpose: Purpose) -> "Stamp":
        """This stamp; raises Conflict, saying what to do, where it does not fit what is opened."""
        if self.purpose is not purpose:
            raise Conflict(_WRONG_PURPOSE[self.purpose])
        if self.engine is not engine:
            raise Conflict(_WRONG_ENGINE[self.engine])
        if self.schema_version != SCHEMA_VERSION:
            raise Conflict(
                f"the store has schema {self.schema_version} and this lifepath needs {SCHEMA_VERSION}: use the "
                "version of lifepath that made it, or let `lifepath ingest` fill a new, empty store "
                "(another LIFEPATH_HOME or NEO4J_DATABASE)"
            )
        return self


_WRONG_PURPOSE = {
    Purpose.TEST: "the store is marked for tests, which empty it at any time: use another for the service",
    Purpose.SERVICE: "the store belongs to a service: tests, which would empty it, must be given another",
}
_WRONG_ENGINE = {
    Engine.EMBEDDED: "the store belongs to the embedded server of a data directory: unset NEO4J_URI and set "
    "LIFEPATH_HOME to that directory",
    Engine.NEO4J: "the store belongs to a Neo4j server: set NEO4J_URI to its address",
}
