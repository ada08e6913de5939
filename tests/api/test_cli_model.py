"""`lifepath model train`, `model info` and `major` beside a running service, with a small model of one's own, on three 中类."""

import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import anyio
import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from api.adapting import adapter_file, write_adapter
from api.app import create_app
from api.cli.frame import run
from api.services import Services
from api.settings import Neo4jSettings, Settings, variables
from graph.model.difference import compare
from graph.model.facts import Major, Occupation
from graph.model.links import RelType
from recommender.adapter.linear import Adapter, Training
from recommender.adapter.pairs import PairKind
from recommender.text.passages import passages
from tests.api.commands import Lifepath, Outcome
from tests.api.models import DIM, save_model
from tests.recommender.test_adapter import some

pytestmark = [pytest.mark.server, pytest.mark.model]
INPUTS = "what the tables said"
PATIENCE = 30
ASK = """query ($major: ID!) { occupationsOfMajor(major: $major) { likely { method } } }"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data directory and a model of their own."""
    texts = [passage.encoded for passage in passages(some())]
    model = save_model(tmp_path_factory.mktemp("model"), texts)
    home = tmp_path_factory.mktemp("home")
    return Settings(home=home, model=str(model), neo4j=Neo4jSettings(uri=None))


@pytest.fixture(scope="module")
async def app(anyio_backend: str, settings: Settings) -> AsyncGenerator[FastAPI]:
    """The service over three 中类, until it answers free text."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        store = opened(app).store
        difference = compare(await store.snapshot(), some().snapshot)
        await store.apply(difference, base=0, who="tests", sources=(), inputs=INPUTS)
        with anyio.fail_after(PATIENCE):
            while encoder_of(app) is None:  # noqa: ASYNC110 - it tells nobody
                await anyio.sleep(0.1)
        yield app


@pytest.fixture
def beside(
    app: FastAPI, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Lifepath:
    """Runs a command on the data directory of the service, which has no adapter at first."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(settings.home))
    monkeypatch.setenv("LIFEPATH_MODEL", str(settings.model))
    adapter_file(settings).unlink(missing_ok=True)

    def lifepath(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return lifepath


def opened(app: FastAPI) -> Services:
    return app.state.services


def encoder_of(app: FastAPI) -> str | None:
    """The digest of the encoder in use; None while texts are compared in writing alone."""
    resolver = opened(app).resolver
    return resolver.semantics.embedder.digest if resolver and resolver.semantics else None


def made(encoder: str, inputs: str | None = INPUTS) -> Adapter:
    """With a residual for majors that turns every vector round by one place."""
    turned = np.roll(np.eye(DIM, dtype=np.float32), 1, axis=1) * 3
    return Adapter.of({PairKind.GUIDE: turned}, Training(encoder, 1, inputs, 0, 0.0, ()))


async def method(app: FastAPI) -> str:
    """How the running service finds what a major leads to."""
    variables = {"major": some().all(Major)[0].id}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        answer = (await client.post("/graphql", json={"query": ASK, "variables": variables})).json()
    return answer["data"]["occupationsOfMajor"]["likely"][0]["method"]


async def until(app: FastAPI, holds: Callable[[str], bool]) -> None:
    with anyio.fail_after(PATIENCE):
        while not holds(await method(app)):  # noqa: ASYNC110 - it tells nobody
            await anyio.sleep(0.1)


def test_training_writes_an_adapter_and_shows_what_it_gains_on_pairs_kept_apart(
    beside: Lifepath, settings: Settings
) -> None:
    assert beside("model", "info", "--json").json["adapter"] is None
    assert "adapter    none: texts are compared zero-shot" in beside("model", "info").out
    trained = beside("model", "train", "--seed", "3", "--json")
    assert trained.code == 0
    training = trained.json["training"]
    assert (training["revision"], training["inputs"], training["seed"]) == (1, INPUTS, 3)
    assert [fit["kind"] for fit in training["fits"]] == list(PairKind)
    assert (trained.json["path"], trained.json["used"]) == (str(adapter_file(settings)), True)
    known = beside("model", "info", "--json").json["adapter"]
    assert (known["digest"], known["unfit"]) == (trained.json["digest"], None)
    told = beside("model", "info").out
    for part in (trained.json["digest"], "trained  on revision 1", "seed 3", "GUIDE", "gain over zero-shot"):
        assert part in told


def test_an_adapter_written_elsewhere_is_not_the_one_in_use(
    beside: Lifepath, settings: Settings, tmp_path: Path
) -> None:
    trained = beside("model", "train", "--out", str(tmp_path / "new" / "mine.npz"))
    assert trained.code == 0
    assert f"not used: the service reads {adapter_file(settings)}" in trained.out
    assert Adapter.load(tmp_path / "new" / "mine.npz") is not None
    assert not adapter_file(settings).exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--seed", "-1"), "-1"),
        (("--seed", "many"), "many"),
        (("--out", "."), "--out"),
        (("--out", "/dev/null/adapter.npz"), "--out: nothing can be written in /dev/null"),
    ],
)
def test_wrong_options_are_told_before_anything_is_trained(
    beside: Lifepath, options: tuple[str, str], told: str
) -> None:
    found = beside("model", "train", *options)
    assert (found.code, found.out) == (2, "")
    assert told in found.err
    assert len(found.err.splitlines()) == 1


def test_a_model_that_does_not_load_is_told_by_name(
    beside: Lifepath, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFEPATH_MODEL", "/no/such/model")
    found = beside("model", "train", "--json")
    assert (found.code, found.json["error"]["code"]) == (2, "BAD_INPUT")
    assert "/no/such/model" in found.json["error"]["message"]
    assert not adapter_file(settings).exists()


def test_an_adapter_of_another_encoder_or_of_other_tables_is_to_be_trained_again(
    beside: Lifepath, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_adapter(made("other", "other tables"), adapter_file(settings))
    found = beside("model", "info", "--json").json["adapter"]
    assert found["used"] is False
    assert "other tables (revision 1) than those in use: train again" in found["unfit"]
    monkeypatch.delenv("LIFEPATH_MODEL")
    assert "not used: it was fitted on the encoder other, not on " in beside("model", "info").out
    assert "train again" in beside("model", "info").out


def test_a_file_that_is_no_adapter_is_told_by_name(beside: Lifepath, settings: Settings) -> None:
    adapter_file(settings).write_bytes(b"PK")
    found = beside("model", "info")
    assert found.code == 2
    assert str(adapter_file(settings)) in found.err


def test_a_major_leads_to_what_the_guide_states_and_apart_from_it_to_what_is_likely(
    beside: Lifepath, app: FastAPI, settings: Settings
) -> None:
    major = next(m for m in some().all(Major) if some().links(m.id, RelType.LEADS_TO))
    found = beside("major", major.code, "--first", "3", "--json")
    assert (found.code, found.json["major"]["name"], found.json["revision"]) == (0, major.name, 1)
    stated = {one["id"] for one in found.json["stated"]}
    assert stated == {o.id for o in some().targets(major.id, RelType.LEADS_TO, Occupation)}
    assert len(found.json["likely"]) == 3
    assert not stated & {one["id"] for one in found.json["likely"]}
    assert {one["origin"] for one in found.json["likely"]} == {"DERIVED"}
    for one in found.json["likely"]:
        assert one["what_would_change_this"]
        assert [r["matched"] for r in one["reasons"] if r["kind"] == "SIMILARITY"] != []
    adapter = made(str(encoder_of(app)))
    write_adapter(adapter, adapter_file(settings))
    told = beside("major", major.code).out
    for part in (major.name, "stated by the official guide:", "DERIVED", f"adapter {adapter.digest}"):
        assert part in told
    again = beside("major", major.code, "--json").json["likely"]
    for one in again:
        for said in (*(reason["text"] for reason in one["reasons"]), *one["what_would_change_this"]):
            assert said in told
    assert any(
        "compared without the adapter" in text for one in again for text in one["what_would_change_this"]
    )


def test_a_major_that_nobody_has_or_that_several_are_is_told(beside: Lifepath) -> None:
    none = beside("major", "无此专业")
    assert (none.code, none.err.splitlines()[-1]) == (
        2,
        "error: no major with the code or exact name '无此专业'",
    )
    several = next(name for name, many in Counter(m.name for m in some().all(Major)).items() if many > 1)
    refused = beside("major", several, "--json")
    assert refused.code == 2
    assert "give the id" in refused.json["error"]["message"]
    for major in some().all(Major):
        assert (major.code in refused.json["error"]["message"]) is (major.name == several)


async def test_a_running_service_takes_up_what_is_trained_and_lets_go_of_what_fits_no_more(
    app: FastAPI, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    path, encoder = adapter_file(settings), encoder_of(app)
    assert encoder is not None
    path.unlink(missing_ok=True)
    await until(app, lambda how: "adapter" not in how)
    fitting = made(encoder)
    write_adapter(fitting, path)
    await until(app, lambda how: f"adapter {fitting.digest}" in how)
    path.write_bytes(fitting.content()[:100])  # as a program would leave it that is still writing
    await opened(app).adapt(encoder)
    assert fitting.digest in await method(app), "what is in use stays until there is something whole"
    with caplog.at_level(logging.WARNING):
        write_adapter(made(encoder, "other tables"), path)
        await until(app, lambda how: "adapter" not in how)
    assert "other tables (revision 1) than those in use: train again" in caplog.text
