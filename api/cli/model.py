"""`lifepath model`: the sentence encoder behind the search by free text, and the adapter trained on top of it."""

from dataclasses import dataclass, replace
from pathlib import Path

import anyio
import click

from api.adapting import adapter_file, check_place, trained, write_adapter
from api.cli.opening import opened
from api.cli.output import json_option, show, table
from api.progress import bar, step
from api.searching import opened_embedder
from api.settings import Settings, read_settings
from graph.errors import AppError
from graph.model.history import Revision
from recommender.adapter.linear import Adapter, Estimate, Fit, Training
from recommender.embedding import e5
from recommender.embedding.embedder import open_embedder


@dataclass(frozen=True, slots=True)
class AdapterInfo:
    """A trained adapter. `used` is False where it fits the encoder or the catalogue no more, None where that is not known.

    `unfit` says why it is not used.
    """

    path: Path
    digest: str
    used: bool | None
    unfit: str | None
    training: Training


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
    adapter: AdapterInfo | None = None


@click.group("model")
def command() -> None:
    """Prepare the sentence encoder, train its adapter, or tell which ones are in use."""


@command.command("prepare")
@json_option
def prepare(as_json: bool) -> None:
    """Build the built-in model where it is missing; load one that LIFEPATH_MODEL names."""
    settings = read_settings()
    show(_prepared(settings), as_json=as_json, human=_human)


@command.command("info")
@json_option
def info(as_json: bool) -> None:
    """Tell which model is in use and where it is kept, without loading it, and which adapter."""
    show(anyio.run(model_info, read_settings()), as_json=as_json, human=_human)


@command.command("train")
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Of what is drawn by chance."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it here; by default where it is used.",
)
@json_option
def train(seed: int, out: Path | None, as_json: bool) -> None:
    """Fit the adapter on pairs that the catalogue states, and show what it gains on pairs kept apart.

    The encoder itself stays as it is. Texts that ask are encoded once, which takes minutes, and kept in the store.
    """
    settings = read_settings()
    path = out or adapter_file(settings)
    check_place(path)
    adapter = anyio.run(_trained, settings, seed)
    write_adapter(adapter, path)
    used = path.resolve() == adapter_file(settings).resolve()
    why = None if used else f"the service reads {adapter_file(settings)}"
    show(AdapterInfo(path, adapter.digest, used, why, adapter.training), as_json=as_json, human=_adapter)


async def _trained(settings: Settings, seed: int) -> Adapter:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        digest = e5.DIGEST if settings.model is None else None
        return await trained(
            store, catalogue, lambda: opened_embedder(settings.model), digest=digest, seed=seed
        )


async def model_info(settings: Settings) -> ModelInfo:
    """What is known of the model without loading it; raises InvalidInput for a damaged adapter."""
    return replace(_encoder_info(settings), adapter=await _adapter_info(settings))


async def _adapter_info(settings: Settings) -> AdapterInfo | None:
    path = adapter_file(settings)
    adapter = Adapter.load(path)
    if adapter is None:
        return None
    encoder = e5.DIGEST if settings.model is None else adapter.training.encoder
    revision = await _newest(settings)
    why = adapter.why_unfit(encoder=encoder, inputs=revision and revision.inputs)
    known = settings.model is None and revision is not None
    used = False if why else (True if known else None)
    return AdapterInfo(path, adapter.digest, used, why, adapter.training)


async def _newest(settings: Settings) -> Revision | None:
    """The newest revision of the store; None where there is none, or where the store cannot be opened now."""
    try:
        async with opened(settings) as store:
            return max(await store.revisions(), key=lambda revision: revision.number, default=None)
    except AppError:
        return None


def _encoder_info(settings: Settings) -> ModelInfo:
    if settings.model is not None:
        return ModelInfo(settings.model, False, None)
    place = e5.directory(e5.default_cache())
    if not place.is_dir():
        return ModelInfo(e5.NAME, True, False, place, e5.DIGEST)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return ModelInfo(e5.NAME, True, True, place, e5.DIGEST, megabytes=round(size / 1e6))


def _prepared(settings: Settings) -> ModelInfo:
    if settings.model is None:
        if not _encoder_info(settings).ready:
            with bar("building the model", "layer") as progress:
                e5.build(e5.default_cache(), progress=progress)
        return _encoder_info(settings)
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
    told = _adapter(found.adapter) if found.adapter else "adapter    none: texts are compared zero-shot"
    return "\n".join([*lines, told])


def _adapter(found: AdapterInfo) -> str:
    made = found.training
    lines = [f"adapter    {found.path}", f"  digest   {found.digest}"]
    if found.unfit:
        lines.append(f"  not used: {found.unfit}")
    lines.append(
        f"  trained  on revision {made.revision}, encoder {made.encoder}, seed {made.seed}, in {made.seconds} s"
    )
    if made.judgements:
        lines.append(
            f"  judged   {made.judged} pairs more, of those accepted up to judgement {made.judgements}: what the parts that "
            "choose and prove know stays out"
        )
    header = ("pairs", "learned", "proved", "zero-shot", "adapted", "with writing", "gain over zero-shot", "")
    rows = table(header, [_row(fit) for fit in made.fits])
    return "\n".join([*lines, "", rows, "", _EXPLAINED])


_EXPLAINED = (
    "Mean average precision on the proof part with 95 % intervals. MAJOR: major and occupation are both new to the\n"
    "adapter; GUIDE: the major alone is."
)


def _row(fit: Fit) -> tuple[object, ...]:
    figures = [_told(e) for e in (fit.zero_shot, fit.adapted, fit.ours)]
    return (fit.kind, fit.learned, fit.proved, *figures, _told(fit.over_zero_shot, "+"), _left_out(fit))


def _left_out(fit: Fit) -> str:
    if fit.confirmed:
        return ""
    where = "proof part over writing" if fit.strength else "development part"
    return f"no gain on the {where}: left out"


def _told(found: Estimate, sign: str = "") -> str:
    return f"{found.mean:{sign}.3f} ({found.low:{sign}.3f} .. {found.high:{sign}.3f})"
