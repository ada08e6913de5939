"""Settings come from the environment once; what is wrong is named by its variable."""

from pathlib import Path

import pytest

from api.settings import CHECKOUT, Neo4jSettings, default_home, read_settings, variables
from graph.errors import InvalidInput


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)


def test_defaults_serve_the_checkout_on_loopback() -> None:
    settings = read_settings()
    assert (settings.home, settings.data) == (CHECKOUT / "var", CHECKOUT / "data")
    assert (settings.host, settings.port, settings.model) == ("127.0.0.1", 8000, None)
    assert settings.neo4j.target() is None


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIFEPATH_HOME", str(tmp_path))
    monkeypatch.setenv("LIFEPATH_LIMITS__DEPTH", "3")
    monkeypatch.setenv("NEO4J_URI", "neo4j://store:7687")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    settings = read_settings()
    assert (settings.home, settings.limits.depth) == (tmp_path, 3)
    target = settings.neo4j.target()
    assert target is not None
    assert (target.uri, target.user, target.database) == ("neo4j://store:7687", "neo4j", "neo4j")


def test_no_secret_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "open sesame")
    settings = read_settings(neo4j=Neo4jSettings(uri="bolt://x"))
    assert "sesame" not in f"{settings!r} {settings.neo4j.target()!r}"


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFEPATH_PORT", "9000")
    assert read_settings(port=9001).port == 9001
    assert read_settings(port=None).port == 9000


@pytest.mark.parametrize(
    ("name", "value"),
    [("LIFEPATH_PORT", "99999"), ("LIFEPATH_PORT", "http"), ("LIFEPATH_LIMITS__DEPTH", "0")],
)
def test_a_wrong_value_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidInput, match=name) as caught:
        read_settings()
    assert caught.value.field == name


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "")
    assert read_settings().neo4j.uri is None


def test_outside_a_checkout_data_live_in_the_users_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.settings.CHECKOUT", Path("/nowhere"))
    assert default_home({"XDG_DATA_HOME": "/x"}) == Path("/x/lifepath")
    assert default_home({}) == Path.home() / ".local" / "share" / "lifepath"
