"""Judging matches over GraphQL on both servers, and by `lifepath curate`."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.cli.curating import COLUMNS
from api.holder import CatalogueHolder
from api.schema.scope import Context
from api.settings import Limits, Settings, may_curate
from graph.model.difference import compare
from graph.model.facts import Module, Task
from graph.model.judgements import text_key
from graph.store import Store
from recommender.curation.judging import levels_of
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.titles.resolver import Resolver, Semantics
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

STARTING = "query ($start: ID!) { judgements(start: $start) { number } }"


class Desk:
    """The schema over a real store that holds the excerpt, asked with or without leave to judge."""

    def __init__(self, store: Store, holder: CatalogueHolder) -> None:
        self._store, self._holder = store, holder
        catalogue, embedder = holder.present, LetterEmbedder()
        self.catalogue = catalogue
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
    assert [one["number"] for one in await desk.ask(STARTING, start=first["start"])] == [1, 2]


async def test_without_the_token_nothing_is_stored(desk: Desk) -> None:
    first = (await desk.queue())[0]
    assert await desk.refused(curator=False, **said(first)) == ("FORBIDDEN", None)
    assert await desk.ask(HISTORY, start=first["start"], end=first["end"]) == []


async def test_what_cannot_be_judged_is_named_and_one_judgement_may_count_at_all_levels(
    desk: Desk,
) -> None:
    first = (await desk.queue())[0]
    assert await desk.refused(**said(first, end="mod:nowhere/2020/L4/000000000000")) == ("NOT_FOUND", "end")
    assert await desk.refused(**said(first, why=" ")) == ("BAD_INPUT", "why")
    assert await desk.refused(**said(first, decision="REMAPPED")) == ("BAD_INPUT", "target")
    assert await desk.refused(**said(first, start=text_key("新任务"))) == ("BAD_INPUT", "startText")
    catalogue = desk.catalogue
    module = next(m for m in catalogue.all(Module) if len(levels_of(catalogue, m)) > 1)
    every = {"start": text_key("新任务"), "startText": "新任务", "end": module.id, "allLevels": True}
    every |= {"decision": "ACCEPTED", "who": "王老师", "why": "看过教材"}
    stored = await desk.ask(JUDGE, input=every)
    levels = levels_of(catalogue, module)
    found = [(await desk.ask(HISTORY, start=every["start"], end=end))[0] for end in levels]
    assert (stored["end"], sorted(one["number"] for one in found)) == (
        module.id,
        list(range(1, len(levels) + 1)),
    )
    assert await desk.refused(**{**every, "end": levels[-1], "allLevels": False}) == ("CONFLICT", "seen")
    task = catalogue.all(Task)[0]
    assert await desk.refused(**{**every, "end": task.id}) == ("BAD_INPUT", "allLevels")


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


def test_the_commands_judge_and_tell_conflicts(lifepath: Lifepath) -> None:
    catalogue = catalogue_of(excerpt())
    task, module = catalogue.all(Task)[0], catalogue.all(Module)[0]
    sides, reason = (task.id, module.id), ("--why", "看过", "--who", "王老师")
    first = lifepath("curate", "reject", *sides, *reason, "--json")
    assert (first.code, first.json["decision"], first.json["start_text"]) == (0, "REJECTED", task.text)
    assert first.json["also"] == []
    late = lifepath("curate", "accept", *sides, *reason, "--json")
    assert (late.code, late.json["error"]["code"], late.json["error"]["field"]) == (1, "CONFLICT", "seen")
    number = str(first.json["number"])
    assert lifepath("curate", "accept", *sides, *reason, "--seen", number).code == 0
    wrong = lifepath("curate", "accept", "occ:6-31-01-03@2022", module.id, *reason)
    assert (wrong.code, "error: a match starts at a task" in wrong.err) == (2, True)


def test_a_judgement_for_one_level_says_so_and_one_for_all_levels_lists_them(lifepath: Lifepath) -> None:
    catalogue = catalogue_of(excerpt())
    module = next(m for m in catalogue.all(Module) if len(levels_of(catalogue, m)) > 2)
    reason = ("--why", "看过", "--who", "王老师", "--beside", "另一任务", "--text", "新任务")
    alone = lifepath("curate", "reject", text_key("新任务"), module.id, *reason)
    others = len(levels_of(catalogue, module)) - 1
    assert f"with --all-levels for the {others} others" in alone.out
    start = text_key("别的任务")
    every = lifepath("curate", "reject", start, module.id, *reason[:-1], "别的任务", "--all-levels")
    assert len(every.out.splitlines()) == others + 1


def filled(path: Path, *rows: Mapping[str, str]) -> Path:
    """A file of judgements with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**dict.fromkeys(COLUMNS, ""), **row} for row in rows)
    return path


def test_a_file_of_judgements_is_stored_whole_and_exported_to_be_read_again(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    catalogue = catalogue_of(excerpt())
    tasks, module = catalogue.all(Task)[3:5], catalogue.all(Module)[1]
    said = {"end": module.id, "decision": "ACCEPTED", "why": "看过", "who": "王老师"}
    rows: list[dict[str, str]] = [
        {"start": tasks[0].id, **said},
        {"start": text_key("己"), "text": "己", "beside": "庚\n辛", **said},
    ]
    file = filled(tmp_path / "j.csv", *rows, {"start": tasks[0].id, "end": catalogue.all(Module)[2].id})
    trial = lifepath("curate", "file", str(file), "--dry-run")
    assert "2 judgements would be stored; 0 rows say what counts already, 1 say nothing" in trial.out
    stored = lifepath("curate", "file", str(file), "--json").json
    assert [one["beside"] for one in stored["stored"]] == [[], ["庚", "辛"]]
    assert lifepath("curate", "file", str(file), "--json").json["unchanged"] == 2
    out = tmp_path / "all.xlsx"
    assert lifepath("curate", "export", "--out", str(out)).code == 0
    again = lifepath("curate", "file", str(out), "--json").json
    assert (again["stored"], again["unchanged"] >= 2) == ([], True)
    assert lifepath("curate", "export", "--out", str(out)).code == 2


def test_of_a_file_with_wrong_rows_nothing_is_stored_and_every_row_is_told(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    catalogue = catalogue_of(excerpt())
    task, module, other = catalogue.all(Task)[5], catalogue.all(Module)[1], catalogue.all(Module)[2]
    said = {"start": task.id, "end": module.id, "decision": "ACCEPTED", "why": "看过"}
    file = filled(
        tmp_path / "j.csv",
        said,
        {**said, "end": "mod:nowhere/2020/L4/000000000000"},
        {**said, "end": other.id, "why": ""},
        {**said, "start": text_key("甲"), "text": "乙"},
        {**said, "start": text_key("丙"), "text": "丙", "at": "2999-01-01T00:00:00Z"},
        {**said, "start": text_key("丁"), "text": "丁", "decision": "REMAPPED"},
    )
    refused = lifepath("curate", "file", str(file))
    assert refused.code == 2
    told = refused.err
    for place in ("row 3, end", "row 4, why", "row 5, text", "row 6, at", "row 7, target"):
        assert place in told
    assert lifepath("curate", "file", str(file), "--dry-run").code == 2
    assert lifepath("curate", "accept", task.id, module.id, "--why", "看过").code == 0
    late = lifepath("curate", "file", str(filled(tmp_path / "k.csv", {**said, "why": "别的"})))
    assert (late.code, "row 2, seen" in late.err) == (2, True)


def test_matches_one_row_of_which_counts_for_another_row_too_are_refused(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    catalogue = catalogue_of(excerpt())
    module = next(m for m in catalogue.all(Module) if len(levels_of(catalogue, m)) > 1)
    one, two = levels_of(catalogue, module)[:2]
    said = {"start": text_key("戊"), "text": "戊", "decision": "ACCEPTED", "why": "看过"}
    file = filled(tmp_path / "j.csv", {**said, "end": one, "all_levels": "1"}, {**said, "end": two})
    refused = lifepath("curate", "file", str(file))
    assert (refused.code, "row 3, end" in refused.err, "row 2 too" in refused.err) == (2, True, True)
