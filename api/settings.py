"""What can be set from outside, in one place: read once by the CLI or built by a test, then passed down."""

import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import InvalidInput
from graph.target import Target

CHECKOUT = Path(__file__).resolve().parents[1]


class Neo4jSettings(BaseSettings):
    """A Neo4j server of one's own; without `uri` the embedded server is used."""

    model_config = SettingsConfigDict(env_prefix="NEO4J_", env_ignore_empty=True, frozen=True, extra="forbid")

    uri: str | None = None
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str = "neo4j"

    def target(self) -> Target | None:
        """The server to open, or None for the embedded one. Raises InvalidInput for an address that is none."""
        if self.uri is None:
            return None
        return Target(self.uri, self.user, self.password.get_secret_value(), self.database)


class Limits(BaseModel, frozen=True, extra="forbid"):
    """What one GraphQL request may ask for."""

    depth: Annotated[int, Field(ge=1)] = 12
    aliases: Annotated[int, Field(ge=1)] = 30
    tokens: Annotated[int, Field(ge=1)] = 2_000
    page: Annotated[int, Field(ge=1)] = 100


class Settings(BaseSettings):
    """Every setting of the service and the CLI.

    `home` holds the store, its run file and raw files of imports; `data` the tables that `ingest` reads;
    `model` is the name or path of a sentence-transformers model, None for the built-in one. With `prepare` the
    service loads the shipped tables where they differ from the store, and builds the model where it is missing.
    Whoever sends `curation_token` may judge matches over HTTP, and whoever sends `ingest_token` may bring in tables and
    documents; without one nobody may.
    """

    model_config = SettingsConfigDict(
        env_prefix="LIFEPATH_", env_nested_delimiter="__", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    home: Path = Field(default_factory=lambda: default_home(os.environ))
    data: Path = CHECKOUT / "data"
    model: str | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    prepare: bool = False
    curation_token: SecretStr | None = None
    ingest_token: SecretStr | None = None
    limits: Limits = Limits()
    neo4j: Neo4jSettings = Field(default_factory=Neo4jSettings)


def may_curate(settings: Settings, authorization: str | None) -> bool:
    """Does a request's Authorization header carry the curation token that the service was started with?"""
    return _bears(settings.curation_token, authorization)


def may_ingest(settings: Settings, authorization: str | None) -> bool:
    """Does a request's Authorization header carry the ingest token that the service was started with?"""
    return _bears(settings.ingest_token, authorization)


def _bears(token: SecretStr | None, authorization: str | None) -> bool:
    if token is None or not authorization:
        return False
    return hmac.compare_digest(f"Bearer {token.get_secret_value()}".encode(), authorization.encode())


def read_settings(**given: object) -> Settings:
    """Settings from the environment, overridden by what is given and not None.

    Raises InvalidInput naming the variable that is wrong.
    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        prefix = "NEO4J_" if error.title == Neo4jSettings.__name__ else "LIFEPATH_"
        name = prefix + "__".join(str(part) for part in first["loc"]).upper()
        raise InvalidInput(f"{name}: {first['msg'].removeprefix('Value error, ')}", field=name) from error


def variables() -> frozenset[str]:
    """Names of all environment variables that are read."""
    limits = {f"LIFEPATH_LIMITS__{name}" for name in Limits.model_fields}
    plain = {f"LIFEPATH_{name}" for name in Settings.model_fields.keys() - {"limits", "neo4j"}}
    neo4j = {f"NEO4J_{name}" for name in Neo4jSettings.model_fields}
    return frozenset(name.upper() for name in limits | plain | neo4j)


def default_home(environment: Mapping[str, str]) -> Path:
    """`var` in a checkout, otherwise the user's data directory."""
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    base = environment.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "lifepath"
