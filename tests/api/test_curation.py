"""Judging matches over GraphQL on both servers, and by `lifepath curate`."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.holder import CatalogueHolder
from api.schema.scope import Context
from api.settings import Limits, Settings, may_curate
from graph.model.difference import compare
from graph.model.facts import Module, Task
from graph.model.judgements import text_key
from graph.store import Store
from recommender.likeness import NameVectors, names
from recommender.passages import passages
from recommender.resolver import Resolver, Semantics
from tests.api.asking import catalogue_of, schema
from tests.api.commands import Lifepath
from tests.api.excerpt import excerpt
from tests.recommender.embedders import LetterEmbedder

JUDGE = """mutation ($input: CurationInput!) {
    curateMatch(input: $input) { number start startText end endText decision target targetText who why at }
}"""
QUEUE = """query ($filter: CurationFilter) {
    curationQueue(filter: $filter, first: 100) { totalCount edges { node {
        kind start startText end endText occupation { name } score threshold use uncertainty priority seen judged
    } } }
}"""
HISTORY = (
    """query ($start: ID!, $end: ID!) { judgements(start: $start, end: $end) { number decision who } }"""
)


class Desk:
    """The schema over a real store that holds the excerpt, asked with or without leave to judge."""

    def __init__(self, store: Store, holder: CatalogueHolder) -> None:
        self._store, self._holder = store, holder
        catalogue, embedder = holder.present, LetterEmbedder()
        texts = [passage.encoded for passage in passages(catalogue)]
        self._resolver = Resolver.build(
            catalogue, Semantics(embedder, embedder.encode(texts, kind="passage"))
        )
        found = names(catalogue)
        vectors = embedder.encode(found, kind="passage")
        self._names = NameVectors.build(found, vectors, digest=embedder.digest)

    async def result(self, query: str, *, curator: bool = True, **variables: Any) -> Any:
        context = Context(
            self._store,
            self._holder,
            Limits(),
            resolver=self._resolver,
            likeness=self._names,
            curator=curator,
        )
        return await schema().execute(query, variables, context_value=context)

    async def ask(self, query: str, **variables: Any) -> Any:
        result = await self.result(query, **variables)
        assert not result.errors, result.errors
        return next(iter(result.data.values()))

    async def refused(self, *, curator: bool = True, **given: Any) -> tuple[str, str | None]:
        result = await self.result(JUDGE, curator=curator, input=given)
        assert result.data is None
        (error,) = result.errors
        return error.extensions["code"], error.extensions.get("field")

    async def queue(self, **wanted: Any) -> list[dict[str, Any]]:
        return [edge["node"] for edge in (await self.ask(QUEUE, filter=wanted))["edges"]]


@pytest.fixture
async def desk(store: Store) -> Desk:
    await store.apply(compare(await store.snapshot(), excerpt()), base=0, who="tests", sources=())
    holder = CatalogueHolder(store)
    await holder.refresh()
    return Desk(store, holder)


def said(first: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A judgement on a queued match."""
    stated = {"start": first["start"], "end": first["end"], "who": "王老师", "why": "看过教材"}
    return {**stated, "decision": "REJECTED", **given}


async def test_a_judged_match_leaves_the_queue_and_every_judgement_is_kept(desk: Desk) -> None:
    first = (await desk.queue())[0]
    stored = await desk.ask(JUDGE, input=said(first))
    assert (stored["number"], stored["startText"], stored["endText"]) == (
        1,
        first["startText"],
        first["endText"],
    )
    assert (first["start"], first["end"]) not in [(c["start"], c["end"]) for c in await desk.queue()]
    assert await desk.refused(**said(first, decision="ACCEPTED")) == ("CONFLICT", "seen")
    await desk.ask(JUDGE, input=said(first, decision="ACCEPTED", seen=1, who="李老师"))
    (again,) = [c for c in await desk.queue(judged=True) if c["start"] == first["start"]]
    assert again["seen"] == 2
    assert "accepted by 李老师" in again["judged"]
    assert await desk.ask(HISTORY, start=first["start"], end=first["end"]) == [
        {"number": 1, "decision": "REJECTED", "who": "王老师"},
        {"number": 2, "decision": "ACCEPTED", "who": "李老师"},
    ]


async def test_without_the_token_nothing_is_stored(desk: Desk) -> None:
    first = (await desk.queue())[0]
    assert await desk.refused(curator=False, **said(first)) == ("FORBIDDEN", None)
    assert await desk.ask(HISTORY, start=first["start"], end=first["end"]) == []


async def test_what_cannot_be_judged_is_named(desk: Desk) -> None:
    first = (await desk.queue())[0]
    assert await desk.refused(**said(first, end="mod:nowhere/2020/L4/000000000000")) == ("NOT_FOUND", "end")
    assert await desk.refused(**said(first, why=" ")) == ("BAD_INPUT", "why")
    assert await desk.refused(**said(first, decision="REMAPPED")) == ("BAD_INPUT", "target")
    assert await desk.refused(**said(first, start=text_key("新任务"))) == ("BAD_INPUT", "startText")


async def test_the_queue_is_narrowed_by_kind_and_occupation(desk: Desk) -> None:
    found = await desk.queue(kind="TASK_MODULE", occupation="电工")
    assert {(c["kind"], c["occupation"]["name"]) for c in found} <= {("TASK_MODULE", "电工")}


@pytest.mark.parametrize(
    ("token", "header", "allowed"),
    [
        (None, None, False),
        (None, "Bearer ", False),
        ("s3cret", None, False),
        ("s3cret", "Bearer other", False),
        ("s3cret", "s3cret", False),
        ("s3cret", "Bearer s3cret", True),
    ],
)
def test_only_the_token_of_the_settings_lets_one_judge(
    token: str | None, header: str | None, allowed: bool
) -> None:
    settings = Settings(curation_token=SecretStr(token) if token else None)
    assert may_curate(settings, header) is allowed


def test_the_commands_judge_tell_conflicts_and_export_pairs(lifepath: Lifepath, tmp_path: Path) -> None:
    catalogue = catalogue_of(excerpt())
    task, module = catalogue.all(Task)[0], catalogue.all(Module)[0]
    sides, reason = (task.id, module.id), ("--why", "看过", "--who", "王老师")
    first = lifepath("curate", "reject", *sides, *reason, "--json")
    assert (first.code, first.json["decision"], first.json["start_text"]) == (0, "REJECTED", task.text)
    late = lifepath("curate", "accept", *sides, *reason, "--json")
    assert (late.code, late.json["error"]["code"], late.json["error"]["field"]) == (1, "CONFLICT", "seen")
    number = str(first.json["number"])
    assert lifepath("curate", "accept", *sides, *reason, "--seen", number).code == 0
    wrong = lifepath("curate", "accept", "occ:6-31-01-03@2022", module.id, *reason)
    assert (wrong.code, "error: a match starts at a task" in wrong.err) == (2, True)
