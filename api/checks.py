"""What a healthy installation looks like: one small check for each thing that can be wrong."""

import difflib
import platform
import re
import shutil
import socket
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import anyio
import anyio.to_thread
import httpx

from api.adapting import adapter_file
from api.settings import CHECKOUT, Settings, variables
from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput, NotReady
from graph.model.difference import compare
from graph.model.history import Revision
from graph.opening import open_store
from graph.store import Store
from ingest.loading import load
from ingest.patching import Documents
from recommender.adapter.linear import Adapter
from recommender.embedding import e5
from recommender.embedding.embedder import open_embedder
from recommender.text.likeness import names
from recommender.text.passages import searched, text_digest

OLDEST_PYTHON = (3, 11)
FREE_GIGABYTES = 2
NEAR_MISS = 0.85
ANSWER_SECONDS = 2.0
FOR_DEVELOPERS = ("LIFEPATH_TEST_", "LIFEPATH_REFERENCE", "LIFEPATH_TORCH_INDEX")
_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.MULTILINE)
_REQUIRED = re.compile(r"^(?P<name>[\w.-]+)")


class Verdict(StrEnum):
    """How a check came out; a NOTICE hinders nothing."""

    GOOD = "GOOD"
    NOTICE = "NOTICE"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do where it is not as it should be."""

    name: str
    verdict: Verdict
    found: str
    remedy: str | None = None


def python_version() -> Check:
    """Python is new enough."""
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info < OLDEST_PYTHON:
        return Check(
            "python", Verdict.WRONG, found, "make a new environment: `make clean run PYTHON=python3.11`"
        )
    return Check("python", Verdict.GOOD, found)


def packages(constraints: Path = CHECKOUT / "constraints.txt") -> Check:
    """Installed packages have the pinned versions."""
    if not constraints.is_file():
        return Check("packages", Verdict.NOTICE, f"no {constraints.name} to compare with")
    pinned = {m["name"]: m["version"] for m in _PINNED.finditer(constraints.read_text(encoding="utf-8"))}
    needed = {
        m["name"]
        for line in requires("lifepath") or ()
        if (m := _REQUIRED.match(line)) and "extra ==" not in line
    }
    problems = [text for name in sorted(pinned) if (text := _deviation(name, pinned[name], needed))]
    if problems:
        return Check(
            "packages", Verdict.WRONG, "; ".join(problems), "run `pip install -c constraints.txt -e .`"
        )
    return Check("packages", Verdict.GOOD, "all as pinned in constraints.txt")


def _deviation(name: str, wanted: str, needed: Iterable[str]) -> str | None:
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name} {wanted} is missing" if name in needed else None
    # A build for one kind of machine carries a local version: 2.15.0+cpu.
    return None if found.partition("+")[0] == wanted else f"{name} is {found}, not {wanted}"


def unknown_settings(environment: Mapping[str, str]) -> Check:
    """Every LIFEPATH_ variable is one that is read, and no NEO4J_ variable looks like a slip of one."""
    known = variables()
    strange = [name for name in sorted(environment.keys() - known) if _looks_ours(name, known)]
    if not strange:
        used = sorted(known & environment.keys())
        return Check("settings", Verdict.GOOD, ", ".join(used) or "all by default")
    return Check(
        "settings", Verdict.WRONG, "; ".join(_meant(name, known) for name in strange), "correct or unset them"
    )


def _looks_ours(name: str, known: Iterable[str]) -> bool:
    """Neo4j itself has variables of its own: there, only a near miss counts."""
    if name.startswith("NEO4J_"):
        return bool(difflib.get_close_matches(name, list(known), 1, NEAR_MISS))
    return name.startswith("LIFEPATH_") and not name.startswith(FOR_DEVELOPERS)


def _meant(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"{name} is no setting" + (f"; is {close[0]} meant?" if close else "")


def free_disk(home: Path) -> Check:
    """The data directory has room."""
    place = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    if free < FREE_GIGABYTES:
        return Check(
            "disk",
            Verdict.WRONG,
            f"{free:.1f} GB free under {home}",
            f"free {FREE_GIGABYTES} GB or set LIFEPATH_HOME",
        )
    return Check("disk", Verdict.GOOD, f"{free:.1f} GB free under {home}")


def port(settings: Settings) -> Check:
    """The address is free, or a service answers there."""
    address = f"{settings.host}:{settings.port}"
    try:
        with socket.create_connection((settings.host, settings.port), ANSWER_SECONDS):
            pass
    except OSError:
        return Check("port", Verdict.GOOD, f"{address} is free")
    try:
        answer = httpx.get(f"http://{address}/readyz", timeout=ANSWER_SECONDS)
        found = answer.json()
    except (httpx.HTTPError, ValueError):
        found = {}
    if "ready" in found:
        state = "ready" if found["ready"] else f"not ready: {found['reason']}"
        return Check("port", Verdict.GOOD, f"lifepath answers on {address}, {state}")
    return Check(
        "port", Verdict.NOTICE, f"{address} is taken by another program", "serve with --port or LIFEPATH_PORT"
    )


def model(settings: Settings) -> tuple[Check, str | None]:
    """The sentence encoder loads and encodes; its digest, where it does."""
    try:
        embedder = open_embedder(settings.model)
        embedder.encode(["电工"], kind="query")
    except AppError as error:
        remedy = "run `lifepath model prepare`, or correct LIFEPATH_MODEL"
        return Check("model", Verdict.WRONG, error.message, remedy), None
    name = settings.model or e5.NAME
    found = f"{name}, {embedder.dim} dimensions, digest {embedder.digest}"
    return Check("model", Verdict.GOOD, found), embedder.digest


async def stored(settings: Settings, model_digest: str | None) -> list[Check]:
    """The store opens, its schema is complete, its catalogue says what the shipped tables say, with all vectors."""
    try:
        async with open_store(settings.home, settings.neo4j.target(), complete=False) as store:
            checks = [await _stamp(store), await _schema(store)]
            try:
                catalogue = await store.catalogue()
            except NotReady:
                remedy = "run `lifepath ingest`"
                return [*checks, Check("catalogue", Verdict.WRONG, "none is loaded yet", remedy)]
            checks.append(_up_to_date(catalogue, settings.data))
            if model_digest is None:
                return checks
            return [
                *checks,
                await _vectors(store, catalogue, model_digest),
                adapter(settings, model_digest, catalogue.revision),
            ]
    except AppError as error:
        return [Check("store", Verdict.WRONG, error.message, _to_open(settings))]


def _to_open(settings: Settings) -> str:
    if settings.neo4j.uri:
        return "start the server, correct NEO4J_*, or unset NEO4J_URI to use the embedded store"
    return f"stop the process that holds {settings.home}, or set LIFEPATH_HOME or NEO4J_URI"


async def _stamp(store: Store) -> Check:
    stamp = await store.stamp()
    if stamp is None:
        return Check("store", Verdict.NOTICE, "empty, not in use yet", "run `lifepath ingest`")
    return Check("store", Verdict.GOOD, f"{stamp.engine} {stamp.identity[:8]}, schema {stamp.schema_version}")


async def _schema(store: Store) -> Check:
    difference = await store.schema_difference()
    if difference.missing:
        return Check(
            "schema",
            Verdict.WRONG,
            f"missing: {', '.join(difference.missing)}",
            "run `lifepath schema apply`",
        )
    if difference.unexpected:
        return Check("schema", Verdict.NOTICE, f"beyond the model: {', '.join(difference.unexpected)}")
    return Check("schema", Verdict.GOOD, "as the model wants it")


def _up_to_date(catalogue: Catalogue, data: Path) -> Check:
    number = catalogue.revision.number
    try:
        differences = compare(
            catalogue.snapshot, load(data, {}, Documents.of(catalogue.snapshot)).snapshot
        ).counts()
    except AppError as error:
        remedy = "correct LIFEPATH_DATA or the table that is named"
        return Check("catalogue", Verdict.WRONG, f"revision {number}; {error.message}", remedy)
    if differences:
        found = f"revision {number}; {sum(differences.values())} facts differ from {data}"
        remedy = "run `lifepath ingest`, if these tables should be in use"
        return Check("catalogue", Verdict.NOTICE, found, remedy)
    return Check("catalogue", Verdict.GOOD, f"revision {number}, as {data} says")


async def _vectors(store: Store, catalogue: Catalogue, model_digest: str) -> Check:
    texts = {*(passage.encoded for passage in searched(catalogue)), *names(catalogue)}
    wanted = {text_digest(text) for text in texts}
    missing = wanted - (await store.embeddings(model_digest)).keys()
    if missing:
        found = f"{len(missing)} of {len(wanted)} texts have no vector of this model yet"
        remedy = (
            "`lifepath serve` computes them, as do `lifepath search` and `lifepath learn` for what they need"
        )
        return Check("vectors", Verdict.NOTICE, found, remedy)
    return Check("vectors", Verdict.GOOD, f"all {len(wanted)} texts have one")


def adapter(settings: Settings, encoder: str, revision: Revision) -> Check:
    """A trained adapter, where there is one, fits the encoder and the catalogue."""
    path = adapter_file(settings)
    try:
        found = Adapter.load(path)
    except (InvalidInput, OSError) as error:
        return Check("adapter", Verdict.WRONG, str(error), f"remove {path}, or run `lifepath model train`")
    if found is None:
        return Check("adapter", Verdict.GOOD, "none: texts are compared zero-shot")
    if why := found.why_unfit(encoder=encoder, inputs=revision.inputs):
        return Check(
            "adapter", Verdict.NOTICE, f"{found.digest} is not used: {why}", "run `lifepath model train`"
        )
    return Check("adapter", Verdict.GOOD, f"{found.digest}, trained on revision {found.training.revision}")


async def check_all(settings: Settings, environment: Mapping[str, str]) -> list[Check]:
    """Every check, cheap ones first."""
    cheap = [
        python_version(),
        packages(),
        unknown_settings(environment),
        free_disk(settings.home),
        port(settings),
    ]
    encoder, digest = await anyio.to_thread.run_sync(model, settings)
    return [*cheap, encoder, *await stored(settings, digest)]
