"""Moves sideways after a goal, where occupations can be compared without loading the encoder."""

from typing import Any

import anyio

from api.cli.likeness import planner_and_mover
from api.settings import read_settings
from recommender.planning.onward import Onward

FIRST = 5


def lateral(after: Onward) -> list[dict[str, Any]] | None:
    """Like work from the day of a goal on, that which keeps most first; None where no vectors are stored."""
    planner, mover = anyio.run(planner_and_mover, read_settings())
    if mover is None:
        return None
    moves = mover.moves(after.occupation, after.then, as_of=after.awarded, first=FIRST).lateral
    return [
        {
            "occupation": move.occupation,
            "name": planner.relations.named(move.occupation),
            "score": move.score,
            "tasks_alike": len(move.transferable),
            "tasks": len(move.transferable) + len(move.missing),
        }
        for move in moves
    ]
