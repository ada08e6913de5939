"""Seconds from `lifepath serve` until ids and free text are answered, and the memory both processes take."""

from statistics import median

from bench.results import spread, tell
from bench.service import Service, prepare, serving

RUNS = 5
BY_ID = '{ occupation(code: "6-31-01-03") { name } }'


def main() -> None:
    """Measures several starts on a prepared data directory."""
    prepare()
    runs = [_run() for _ in range(RUNS)]
    names = {
        "by_id": "seconds until an occupation is answered by its code",
        "free_text": "seconds until free text is answered with the model",
        "python_mb": "MB resident, Python process, after both",
        "store_mb": "MB resident, embedded store, after both",
    }
    rows = [(text, spread([run[name] for run in runs])) for name, text in names.items()]
    medians = {name: median(run[name] for run in runs) for name in names}
    tell(
        "startup",
        (f"start-up, {RUNS} runs", "median (least .. most)"),
        rows,
        {"runs": runs, "median": medians},
    )


def _run() -> dict[str, float]:
    with serving() as service:
        by_id = service.seconds_until(lambda: _answered(service, BY_ID))
        free_text = service.seconds_until(lambda: bool(service.state().get("freeText")))
        python, store = service.megabytes()
    return {"by_id": by_id, "free_text": free_text, "python_mb": python, "store_mb": store}


def _answered(service: Service, query: str) -> bool:
    response = service.ask(query)
    return not response.get("errors") and bool(response.get("data"))
