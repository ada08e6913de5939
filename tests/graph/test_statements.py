"""Every statement is known to both servers, and no statement that reads can write or depend on one server."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import statements
from graph.gateway import Gateway
from graph.model.schema import LABELS
from tests.conftest import Server

FILES = Path(statements.__file__).parent / "cypher"
READS = sorted(FILES.glob("*.cypher"))
WRITES = sorted((FILES / "write").glob("*.cypher"))
FORBIDDEN_IN_READS = {
    "a clause that writes": r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|FOREACH|LOAD)\b",
    "an identity of the server's own": r"\b(elementId|id)\s*\(",
    "a procedure or function of one server": r"\b(apoc|gds|vector)\.|\bdb\.|\bCALL\s+\w+\.",
    "a label or type that is not written out": r"[:|&]\s*\$",
}


def every_statement() -> dict[str, str]:
    """All statements the store can send, by a name to tell them apart."""
    found = {str(path.relative_to(FILES)): named(path) for path in [*READS, *WRITES]}
    for make in (
        statements.load_nodes,
        statements.create_nodes,
        statements.merge_nodes,
        statements.delete_nodes,
    ):
        found |= {f"{make.__name__} {cls.__name__}": make(cls) for cls in LABELS.values()}
    for make in (
        statements.load_links,
        statements.create_links,
        statements.merge_links,
        statements.delete_links,
    ):
        for relation, ends in statements.every_pair():
            found[f"{make.__name__} {relation} {ends}"] = make(relation, ends)
    return found


def named(path: Path) -> str:
    return statements.named(str(path.relative_to(FILES).with_suffix("")))


async def test_the_server_can_plan_every_statement(server: Server) -> None:
    async with Gateway(server.target) as gateway:
        for name, statement in every_statement().items():
            parameters = {key: [] if key == "rows" else None for key in re.findall(r"\$(\w+)", statement)}
            try:
                await gateway.read(f"EXPLAIN {statement}", **parameters)
            except Exception as failure:
                failure.add_note(name)
                raise


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
@pytest.mark.parametrize("what", FORBIDDEN_IN_READS)
def test_a_statement_that_reads_is_portable_and_only_reads(path: Path, what: str) -> None:
    assert not re.search(FORBIDDEN_IN_READS[what], without_text(named(path)), re.IGNORECASE)


@pytest.mark.parametrize("make", [statements.load_nodes, statements.load_links])
def test_a_derived_statement_that_loads_only_reads(make: Callable[..., str]) -> None:
    arguments = statements.every_pair() if make is statements.load_links else [(c,) for c in LABELS.values()]
    for argument in arguments:
        for what in FORBIDDEN_IN_READS.values():
            assert not re.search(what, make(*argument))


def test_every_file_is_used_by_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in FILES.parent.glob("*.py"))
    for path in [*READS, *WRITES]:
        assert f'named("{path.relative_to(FILES).with_suffix("")}")' in code


def test_cypher_is_put_together_in_one_module_only() -> None:
    clause = re.compile(r'f"[^"]*\b(MATCH|MERGE|UNWIND|RETURN)\b')
    others = [
        path for path in FILES.parents[1].rglob("*.py") if is_ours(path) and path.name != "statements.py"
    ]
    assert others
    assert not [path for path in others if clause.search(path.read_text(encoding="utf-8"))]


def is_ours(path: Path) -> bool:
    return path.relative_to(FILES.parents[1]).parts[0] in {"graph", "ingest", "recommender", "api"}


def without_text(statement: str) -> str:
    """The statement without its quoted texts and comments."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|//.*", "", statement)
