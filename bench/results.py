"""How measurements are told: medians with their spread, one table on stdout, JSON under bench/results/."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from api.cli.output import table

BENCH = Path(__file__).resolve().parent
RESULTS = BENCH / "results"
WORK = BENCH / "work"


def spread(values: Sequence[float], digits: int = 2) -> str:
    """`median (least .. most)` of repeated measurements."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} .. {max(values):.{digits}f})"


def tell(
    name: str, header: Sequence[str], rows: Sequence[Sequence[object]], measured: dict[str, Any]
) -> None:
    """Prints a table and keeps what was measured, with the machine it was measured on."""
    print(table(header, rows), flush=True)
    keep(name, measured)


def keep(name: str, measured: dict[str, Any]) -> None:
    """Keeps what was measured, with the machine it was measured on."""
    RESULTS.mkdir(exist_ok=True)
    content = {"machine": machine(), **measured}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((x.partition(": ")[2] for x in lines if x.startswith("model name")), platform.machine())
