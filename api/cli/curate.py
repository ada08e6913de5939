"""`lifepath curate`: judging derived matches, by one and by file, and taking the judgements away."""

import click

from api.cli import curate_files, curate_fit, curate_judge, curate_queue


@click.group("curate")
def command() -> None:
    """Judge derived matches: what developers accepted or rejected counts from then on, and is kept for good."""


for _subcommand in (
    curate_queue.listed,
    curate_queue.template,
    curate_judge.accept,
    curate_judge.reject,
    curate_judge.remap,
    curate_files.from_file,
    curate_files.export,
    curate_fit.fit,
):
    command.add_command(_subcommand)
