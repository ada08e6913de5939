"""Which tests stay together when several processes share them (`pytest -n 2`)."""

import re

from xdist.scheduler import LoadScopeScheduling

from graph.stamp import Engine

SERVER = re.compile(rf"[\[-]({'|'.join(Engine)})[\]-]")
BROWSER = "tests/browser/"


class Scheduling(LoadScopeScheduling):
    """Hands out tests in pieces, the piece of most tests first; a piece never leaves its process."""

    def _split_scope(self, nodeid: str) -> str:
        return piece(nodeid)


def piece(nodeid: str) -> str:
    """All tests on one graph server, all in the browser, and else those of a module: each shares what starts slowly."""
    if server := SERVER.search(nodeid):
        return server[1]
    if nodeid.startswith(BROWSER):
        return BROWSER
    return nodeid.split("::", 1)[0]
