"""`python -m bench [NAME ...]`: runs measurements one after another; without names, all but the long ones."""

import importlib
import sys

MODULES = {
    "startup": "seconds until ids and free text are answered, memory of both processes",
    "ingest": "the whole catalogue: read, compare, store; against a bare driver loop",
    "api": "learningPath requests a second, latency at 50 requests a second, memory",
    "page": "first page on a throttled line: kB and seconds until it can be used",
    "crash": "20 x kill -9 of the service or the store during an ingest",
    "index": "exact nearest vectors beside the bare numpy product",
    "moves": "moves from a short list against those from all occupations, and what an answer takes",
    "desk": "functions found by task sentences, what counts as covered, and how long an answer takes",
    "contents": "sentences of imported standards beside tasks, and occupations near to a new one",
    "judging": "what judgements do to the marks of the desk, after so many of them",
    "planning": "one goal over the catalogue, 10 and 100 times of it, a batch; beside Cypher and networkx",
    "whatif": "what would change an answer, what comes after it, and plans to keep: what each costs",
    "coding": "job titles coded a second beside the encoder alone, and one title",
    "noise": "what cleaning is worth on titles with the noise of advertisements, and context where it is true",
    "adapter": "`lifepath model train` end to end, first with encoding, then with vectors stored",
    "calibrating": "ways of calibrating the probability of a coded title, on the development half",
    "learning": "who serves modules, how names are compared, and what an answer costs",
    "english": "what English names add for texts in English",
    "quality": "resolver and recommenders against public sets of answers",
}
DEFAULT = ("startup", "ingest", "api", "page")


def main(names: list[str]) -> int:
    """Runs the named measurements; returns an exit code."""
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        known = "\n".join(f"  {name:8} {what}" for name, what in MODULES.items())
        print(f"error: no measurement {', '.join(unknown)}; there are\n{known}", file=sys.stderr)
        return 2
    for name in names or DEFAULT:
        print(f"== {name}: {MODULES[name]}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
