"""`lifepath serve`: the GraphQL service on one address, with a store of its own or on NEO4J_URI."""

import socket
from contextlib import suppress

import click
import uvicorn

from api.cli.output import json_option, to_json
from api.progress import note
from api.settings import Settings, read_settings
from graph.errors import InvalidInput

GRACE_SECONDS = 5
BACKLOG = 2_048


@click.command("serve")
@click.option("--host", help="Address to listen on; LIFEPATH_HOST, or 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on; LIFEPATH_PORT, or 8000.")
@click.option(
    "--prepare",
    is_flag=True,
    default=None,
    help="Also load the shipped tables where the store differs from them, and build the model where it is missing.",
)
@json_option
def command(host: str | None, port: int | None, prepare: bool | None, as_json: bool) -> None:
    """Serve GraphQL at /graphql until Ctrl-C. Ids are answered first, free text as soon as the model is loaded."""
    settings = read_settings(host=host, port=port, prepare=prepare)
    with listening(settings) as bound:
        address = f"http://{settings.host}:{bound.getsockname()[1]}"
        started = {"address": address, "graphql": f"{address}/graphql", "home": settings.home}
        click.echo(to_json(started)) if as_json else note(f"lifepath on {address}/graphql; Ctrl-C ends it")
        with suppress(KeyboardInterrupt):
            _run(settings, bound)


def listening(settings: Settings) -> socket.socket:
    """A bound socket; raises InvalidInput where the address is not ours to take."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise InvalidInput(
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}): choose another with --port",
            field="LIFEPATH_PORT",
        ) from error
    bound.listen(BACKLOG)
    return bound


def _run(settings: Settings, bound: socket.socket) -> None:
    # Only here: the API with its schema is what `--help` and the other commands can do without.
    from api.app import create_app  # noqa: PLC0415

    config = uvicorn.Config(
        create_app(settings), log_level="info", access_log=False, timeout_graceful_shutdown=GRACE_SECONDS
    )
    uvicorn.Server(config).run(sockets=[bound])
