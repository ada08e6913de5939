"""`lifepath gap`: what of a new occupation existing modules cover, what is missing, and a draft package."""

import shlex
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import anyio
import click

from api.cli.desking import asked_for, notice_of, open_desk
from api.cli.options import as_of_option
from api.cli.output import json_option, plain, table, to_json
from api.cli.placing import check_out
from api.cli.stating import day_of
from api.documents.draft import SUFFIXES, draft_document, suffix_of
from api.documents.files import write
from api.settings import read_settings
from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Certificate, Institution, Major, Module, Occupation
from graph.model.judgements import TEXT, Judgement, Verdict
from ingest.texts import split_tasks
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.marks import Coverage
from recommender.desk.matches import TaskCoverage, VerdictBasis
from recommender.desk.near import Starter
from recommender.desk.package import DraftPackage, drafted
from recommender.desk.sentences import SentenceMatch
from recommender.shared.ladder import LADDER

WORDS = {
    Coverage.COVERED: "covered",
    Coverage.PARTLY: "partly",
    Coverage.NOT_COVERED: "not covered",
    Coverage.CANNOT_TELL: "cannot tell",
}
HEADER = ("", "task", "verdict", "probability", "nearest module", "of", "institutions")
NEAR = ("code", "occupation", "overlap", "definition", "tasks alike", "new here", "only there")
WIDTH = 30


@click.command("gap")
@click.argument("subject", metavar="FILE|CODE", required=False)
@click.option("--name", help="Name of the occupation; of several in a notice, the one to look at.")
@click.option("--definition", help="Its definition, instead of what is known.")
@click.option("--task", "tasks", multiple=True, help="A main task, or several numbered ones; repeatable.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write the draft package: .docx, .md, or .json to edit."
)
@as_of_option
@click.option(
    "--judgements",
    type=click.IntRange(0),
    help="Only judgements up to this number count, as the envelope of an earlier answer says; all by default.",
)
@json_option
def command(
    subject: str | None,
    *,
    name: str | None,
    definition: str | None,
    tasks: Sequence[str],
    out: Path | None,
    as_of: str | None,
    judgements: int | None,
    as_json: bool,
) -> None:
    """Show which tasks of an occupation existing modules cover, what is missing, and who could start.

    FILE is a notice (docx, pdf, txt, xlsx), CODE a code or exact name; or state --name and --task. Probabilities are
    calibrated; every verdict is DERIVED.
    """
    if subject is None and not tasks:
        raise InvalidInput("give a FILE or a CODE, or --name with --task", field="FILE|CODE")
    if out is not None and suffix_of(out) not in SUFFIXES:
        raise InvalidInput(f"--out: {out.name} ends in none of {', '.join(SUFFIXES)}", field="--out")
    check_out(out, Path(subject) if subject else None)
    day, notice = day_of(as_of), notice_of(subject) if subject else None
    stated = [part for task in tasks for part in split_tasks(task)]

    async def asked() -> tuple[GapAnalysis, DraftPackage, Catalogue]:
        desk = await open_desk(read_settings(), judgements=judgements)
        asked = asked_for(
            desk.catalogue, subject, notice=notice, name=name, definition=definition, tasks=stated
        )
        vectors = await desk.vectors(asked.texts)
        found = analyse(desk.shelf, asked, vectors, as_of=day, software=version("lifepath"))
        return found, drafted(desk.shelf, found, vectors), desk.catalogue

    found, draft, catalogue = anyio.run(asked)
    if out is not None:
        write(out, draft_document(draft, suffix_of(out)))
    value = {**plain(found), "draft": plain(draft)}
    click.echo(to_json(value) if as_json else "\n".join(told(found, catalogue)))
    if out is not None:
        click.echo(f"draft package of {len(draft.modules)} modules written to {out}", err=True)


def told(found: GapAnalysis, catalogue: Catalogue) -> Iterable[str]:
    """The analysis as a person reads it."""
    asked = found.asked
    yield f"{asked.name or 'an occupation without a name'} {asked.code or ''}".rstrip()
    yield f"texts: {asked.place}"
    if found.tasks:
        yield ""
        yield table(HEADER, [_row(at, task, catalogue) for at, task in enumerate(found.tasks, start=1)])
        yield ""
        yield _tally(found)
        for at, task in enumerate(found.tasks, start=1):
            yield from _beside(at, task, catalogue)
    yield from _missing(found)
    yield from _near(found, catalogue)
    yield from _starters(found, catalogue)
    yield ""
    yield from (f"note: {note}" for note in found.notes)
    envelope = found.envelope
    judged = f", judgements up to {envelope.judgements}" if envelope.judgements else ""
    yield f"as of {envelope.as_of}, catalogue revision {envelope.revision}{judged}, lifepath {envelope.software}"


def _row(at: int, task: TaskCoverage, catalogue: Catalogue) -> tuple[object, ...]:
    near = task.nearest
    sure = None if task.probability is None else f"{task.probability:.2f}"
    owner = catalogue.get(Occupation, near.occupation).name if near else None
    known = task.institutions_known or "no known provider"
    verdict = WORDS[task.verdict] + (" (judged)" if task.basis is VerdictBasis.JUDGED else "")
    return (str(at), cut(task.task), verdict, sure, near and near.name, owner, str(known))


def cut(text: str) -> str:
    """The text, shortened to fit a column."""
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _tally(found: GapAnalysis) -> str:
    tally = found.tally
    share = f"{tally.share:.0%}" if tally.share is not None else "unknown"
    counts = f"{tally.partly} partly, {tally.not_covered} not covered, {tally.cannot_tell} cannot tell"
    return f"{tally.covered} of {len(found.tasks)} tasks covered ({share}), {counts}"


def _beside(at: int, task: TaskCoverage, catalogue: Catalogue) -> Iterable[str]:
    """The task's text with what stands beside it."""
    yield f"\n{at}. {task.task}"
    for match in task.functions:
        owner = catalogue.get(Occupation, match.occupation)
        levels = "/".join(catalogue.get(Module, module).level for module in match.modules)
        sure = "" if match.probability is None else f", probability {match.probability:.2f}"
        said = _accepted(match.judged)
        yield f"   module  {match.name} ({levels}) of {owner.name} {owner.code or ''}{sure}; {', '.join(match.standards)}{said}"
        yield from (f"     says  {_sentence(one, catalogue)}" for one in match.sentences)
    for near in task.tasks:
        same = "much alike" if near.alike else "nearest"
        yield f"   task    {near.text} ({catalogue.get(Occupation, near.occupation).name}; {same}, cosine {near.cosine:.3f}){_accepted(near.judged)}"
    for course in task.courses:
        taught = "、".join(catalogue.get(Major, major).name for major in course.majors[:3])
        yield f"   course  {course.name} ({taught}; likeness {course.cosine:.2f}){_accepted(course.judged)}"
    yield from _judge(task)
    yield from _rejected(task.rejected)
    if task.functions and task.functions[0].certificates:
        yield f"   leads to {_certificates(task.functions[0].certificates, catalogue)}"
    if task.institutions:
        names = "、".join(catalogue.get(Institution, b.institution).name for b in task.institutions)
        yield f"   taught at {names}{' and others' if task.institutions_known > len(task.institutions) else ''} ({task.institutions[0].basis})"


def _certificates(found: Sequence[str], catalogue: Catalogue) -> str:
    """The names of certificates, which say their level, lowest level first."""
    known = [catalogue.get(Certificate, certificate) for certificate in found]
    ordered = sorted(
        known, key=lambda one: (LADDER.index(one.level) if one.level in LADDER else -1, one.name)
    )
    return "、".join(dict.fromkeys(one.name for one in ordered))


def _sentence(match: SentenceMatch, catalogue: Catalogue) -> str:
    """A sentence of an imported standard with its level and where it stands."""
    one = match.sentence
    fact = catalogue.entity(one.id)
    source = catalogue.source(fact)
    place = f"{source.title}, {fact.locator}" if source else fact.locator
    same = "much alike" if match.alike else "nearest"
    return f"{one.text} ({one.level}; {same}, cosine {match.cosine:.2f}; {place})"


def _judge(task: TaskCoverage) -> Iterable[str]:
    """The command that judges the nearest match, where nobody did."""
    near = task.nearest
    if near is not None and near.judged is None:
        sentence = f" --text {shlex.quote(task.task)}" if task.key.startswith(TEXT) else ""
        yield f"   judge   lifepath curate accept|reject {task.key} {near.modules[0]} --all-levels --why REASON{sentence}"


def _rejected(judged: Sequence[Judgement]) -> Iterable[str]:
    """What is not offered, levels that were rejected together on one line."""
    together: dict[tuple[str, str], list[Judgement]] = {}
    for said in judged:
        together.setdefault((said.end_text, str(Verdict(False, said))), []).append(said)
    for (name, verdict), found in together.items():
        ids, numbers = ", ".join(j.end for j in found), ", ".join(str(j.number) for j in found)
        yield f"   not offered: {name} ({ids}); {verdict} (judgement {numbers})"


def _accepted(judged: Judgement | None) -> str:
    return f"; {Verdict(True, judged)} (judgement {judged.number})" if judged else ""


def _missing(found: GapAnalysis) -> Iterable[str]:
    if found.missing_parts:
        yield "\nmissing, grouped by meaning (names DERIVED from the tasks):"
        rows = [(p.name, ", ".join(str(at + 1) for at in p.tasks)) for p in found.missing_parts]
        yield table(("part", "tasks"), rows)


def _near(found: GapAnalysis, catalogue: Catalogue) -> Iterable[str]:
    if found.nearest:
        yield "\nnearest occupations:"
        rows = [
            (
                o.code,
                o.name,
                f"{n.overlap:.2f}",
                _two(n.definition),
                len(n.shared),
                len(n.new),
                len(n.dropped),
            )
            for n in found.nearest
            for o in [catalogue.get(Occupation, n.occupation)]
        ]
        yield table(NEAR, rows)
        first = found.nearest[0]
        yield f"what differs from {catalogue.get(Occupation, first.occupation).name}:"
        yield from (f"  new: {t.wanted_text} (nearest there: {t.own_text}, {t.score:.3f})" for t in first.new)


def _two(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _starters(found: GapAnalysis, catalogue: Catalogue) -> Iterable[str]:
    if found.starters:
        yield "\nmajors and institutions that could start:"
        yield table(
            ("major", "level", "why", "tasks", "institutions", "places"),
            [_starter(s, catalogue) for s in found.starters],
        )


def _starter(starter: Starter, catalogue: Catalogue) -> tuple[object, ...]:
    major = catalogue.get(Major, starter.major)
    names = [catalogue.get(Institution, i).name for i in starter.institutions]
    why = "guide" if starter.official else "DERIVED"
    shown = "、".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
    tasks = ", ".join(str(at + 1) for at in starter.tasks)
    return (major.name, major.education, why, tasks or None, shown, starter.places)
