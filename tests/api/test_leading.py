"""`occupationsOfMajor`: what the guide states, and what is likely by text, with and without an adapter on disk."""

import logging
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from api.adapting import adapter_file, write_adapter
from api.services import Services
from api.settings import Settings
from graph.model.facts import Major, Occupation
from graph.model.links import RelType
from recommender.adapter.leading import asking_text
from recommender.adapter.linear import Adapter, Training
from recommender.adapter.pairs import PairKind
from recommender.text.passages import passages
from recommender.titles.resolver import Resolver
from tests.api.asking import Service, by_letters, shipped_catalogue, without_store
from tests.recommender.embedders import DIM, LetterEmbedder

ASK = """query ($major: ID!, $first: Int! = 10, $asOf: Date) {
    occupationsOfMajor(major: $major, first: $first, asOf: $asOf) {
        major { id } stated { id } likely { id occupation { id } score method origin parts { name value } whatWouldChangeThis
            reasons { kind text cites path asked matched score method } }
    }
}"""
PLAIN = "mean cosine with name, definition and tasks, encoder letters"


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """The shipped catalogue with vectors that know letters alone."""
    return by_letters()


@pytest.fixture
def service(resolver: Resolver) -> Service:
    service, _ = without_store(shipped_catalogue())
    service.resolver = resolver
    return service


def listed(*, by_guide: bool) -> Major:
    """The first major that the guide lists, or that it does not."""
    catalogue = shipped_catalogue()
    return next(
        major
        for major in catalogue.all(Major)
        if bool(catalogue.links(major.id, RelType.LEADS_TO)) is by_guide
    )


def learned() -> Adapter:
    """With a residual for majors that turns every vector round by one place."""
    turned = np.roll(np.eye(DIM, dtype=np.float32), 1, axis=1) * 3
    return Adapter.of({PairKind.GUIDE: turned}, Training("letters", 1, None, 0, 0.0, ()))


def services_in(home: Path, service: Service) -> Services:
    return Services(Settings(home=home), service.store, service.holder)


async def test_what_the_guide_states_is_apart_from_what_is_likely(service: Service) -> None:
    major = listed(by_guide=True)
    found = (await service.ask(ASK, major=major.id, first=100))["occupationsOfMajor"]
    official = shipped_catalogue().targets(major.id, RelType.LEADS_TO, Occupation)
    stated = {occupation["id"] for occupation in found["stated"]}
    assert (found["major"]["id"], stated) == (major.id, {occupation.id for occupation in official})
    assert len(found["likely"]) == 100
    assert not stated & {one["occupation"]["id"] for one in found["likely"]}


async def test_a_major_that_the_guide_does_not_list_gets_what_is_likely(service: Service) -> None:
    found = (await service.ask(ASK, major=listed(by_guide=False).id))["occupationsOfMajor"]
    scores = [one["score"] for one in found["likely"]]
    assert (found["stated"], len(scores), scores) == ([], 10, sorted(scores, reverse=True))
    assert {(one["method"], one["origin"]) for one in found["likely"]} == {(PLAIN, "DERIVED")}


async def test_every_likely_occupation_says_why_with_ids_that_exist_and_texts_that_are_its_own(
    service: Service,
) -> None:
    catalogue, kinds = shipped_catalogue(), Counter[str]()
    for by_guide in (True, False):
        major = listed(by_guide=by_guide)
        for one in (await service.ask(ASK, major=major.id, first=30))["occupationsOfMajor"]["likely"]:
            assert one["id"] == one["occupation"]["id"]
            assert one["whatWouldChangeThis"]
            assert [part["name"] for part in one["parts"]] == ["name", "definition", "tasks"]
            own = {p.text for p in passages(catalogue) if p.occupation == one["id"]}
            for reason in one["reasons"]:
                kinds[reason["kind"]] += 1
                assert all(catalogue.entity(i) for i in (*reason["cites"], *reason["path"]))
                if reason["kind"] == "SIMILARITY":
                    assert reason["asked"] == asking_text(major)
                    assert reason["matched"] in own
    assert set(kinds) == {"SIMILARITY", "PATH", "RULE", "UNKNOWN"}


async def test_an_adapter_on_disk_moves_the_text_and_is_named(service: Service, tmp_path: Path) -> None:
    major = listed(by_guide=False)
    opened = services_in(tmp_path, service)
    await opened.adapt("letters")
    assert opened.adapter is None, "there is no file"
    before = (await service.ask(ASK, major=major.id))["occupationsOfMajor"]["likely"]
    write_adapter(learned(), adapter_file(opened.settings))
    await opened.adapt("letters")
    service.adapter = opened.adapter
    after = (await service.ask(ASK, major=major.id))["occupationsOfMajor"]["likely"]
    assert {one["method"] for one in after} == {f"{PLAIN}, adapter {learned().digest}"}
    assert [one["score"] for one in after] != [one["score"] for one in before]


async def test_an_adapter_of_another_encoder_or_a_damaged_one_is_not_used(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = services_in(tmp_path, service)
    write_adapter(learned(), adapter_file(opened.settings))
    await opened.adapt("another")
    assert opened.adapter is None
    adapter_file(opened.settings).write_bytes(b"PK")
    with caplog.at_level(logging.WARNING):
        await opened.adapt("letters")
    assert opened.adapter is None
    assert "the adapter is not used" in caplog.text


async def test_only_the_name_of_the_major_is_encoded(service: Service, resolver: Resolver) -> None:
    assert resolver.semantics is not None
    embedder, major = resolver.semantics.embedder, listed(by_guide=True)
    assert isinstance(embedder, LetterEmbedder)
    known = len(embedder.encoded)
    await service.ask(ASK, major=major.id)
    assert embedder.encoded[known:] == [asking_text(major)]


async def test_wrong_arguments_are_named(service: Service) -> None:
    _, unknown = await service.refusal(ASK, major="major:none")
    assert unknown == {"code": "NOT_FOUND", "field": "major"}
    _, none = await service.refusal(ASK, major=listed(by_guide=True).id, first=0)
    assert none == {"code": "BAD_INPUT", "field": "first"}


async def test_while_the_model_is_being_loaded_majors_are_not_ready() -> None:
    service, _ = without_store(shipped_catalogue())
    _, extensions = await service.refusal(ASK, major=listed(by_guide=True).id)
    assert extensions == {"code": "NOT_READY", "retryable": True}
