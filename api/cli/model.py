"""`lifepath model`: the sentence encoder behind the search by free text."""

from dataclasses import dataclass
from pathlib import Path

import click

from api.cli.output import json_option, show
from api.progress import bar, step
from api.settings import Settings, read_settings
from recommender.embedding import e5
from recommender.embedding.embedder import open_embedder


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The model in use. `ready` is None where only loading it can tell, `directory` where it is not ours to keep."""

    name: str
    built_in: bool
    ready: bool | None
    directory: Path | None = None
    digest: str | None = None
    dimensions: int | None = None
    megabytes: int | None = None


@click.group("model")
def command() -> None:
    """Prepare the sentence encoder, or tell which one is in use."""


@command.command("prepare")
@json_option
def prepare(as_json: bool) -> None:
    """Build the built-in model where it is missing; load one that LIFEPATH_MODEL names."""
    settings = read_settings()
    show(_prepared(settings), as_json=as_json, human=_human)


@command.command("info")
@json_option
def info(as_json: bool) -> None:
    """Tell which model is in use and where it is kept, without loading it."""
    show(model_info(read_settings()), as_json=as_json, human=_human)


def model_info(settings: Settings) -> ModelInfo:
    """What is known of the model without loading it."""
    if settings.model is not None:
        return ModelInfo(settings.model, False, None)
    place = e5.directory(e5.default_cache())
    if not place.is_dir():
        return ModelInfo(e5.NAME, True, False, place, e5.DIGEST)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return ModelInfo(e5.NAME, True, True, place, e5.DIGEST, megabytes=round(size / 1e6))


def _prepared(settings: Settings) -> ModelInfo:
    if settings.model is None:
        if not model_info(settings).ready:
            with bar("building the model", "layer") as progress:
                e5.build(e5.default_cache(), progress=progress)
        return model_info(settings)
    with step(f"loading {settings.model}"):
        embedder = open_embedder(settings.model)
    return ModelInfo(settings.model, False, True, digest=embedder.digest, dimensions=embedder.dim)


def _human(found: ModelInfo) -> str:
    lines = [f"model      {found.name}{' (built in)' if found.built_in else ''}"]
    lines += [f"directory  {found.directory}"] if found.directory else []
    lines += [f"digest     {found.digest}"] if found.digest else []
    lines += [f"dimensions {found.dimensions}"] if found.dimensions else []
    lines += [f"size       {found.megabytes} MB"] if found.megabytes else []
    if found.ready is False:
        lines.append("not built yet: run `lifepath model prepare`")
    return "\n".join(lines)
