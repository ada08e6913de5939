"""Starts a program that must not outlive the process that asks for it.

Run by path as a script of its own, `launcher.py PARENT COMMAND...`, so it imports the standard library only. On Linux
the kernel ends the program with its parent; elsewhere this script stays and watches.
"""

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from types import FrameType

_PR_SET_PDEATHSIG = 1
_WATCH_SECONDS = 0.5


def launch(parent: int, command: list[str]) -> int:
    """Runs `command` until it ends or the process `parent` does; returns its exit code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == parent:
            os.execv(command[0], command)  # noqa: S606  the arguments are ours
        return 1
    return watch(parent, command)


def watch(parent: int, command: list[str]) -> int:
    """The same without help of the kernel: looks twice a second whether the parent is still there."""
    child = subprocess.Popen(command, close_fds=False)  # noqa: S603  the arguments are ours

    def stop(_signal: int, _frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, stop)
    while child.poll() is None:
        if os.getppid() != parent:
            child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(_WATCH_SECONDS)
    return child.returncode


if __name__ == "__main__":
    sys.exit(launch(int(sys.argv[1]), sys.argv[2:]))
