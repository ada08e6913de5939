"""All kinds of routes to one goal: ways on the job and through school that no other beats, and routes without a date.

Exact on the ladder: for a person who enters one given programme, and for one who enters none, every undominated way is
found. Bounded elsewhere, and said: one programme, entered at the next term, of a major that leads to the occupation.
"""

from datetime import date

from recommender.planning.choices import Considered, Routes
from recommender.planning.fronts import WORTH_DAYS, chosen, front
from recommender.planning.openings import open_routes
from recommender.planning.planner import Planner
from recommender.planning.schooling import Entry, entries, programme, studied, term_start
from recommender.planning.ways import Request
from recommender.shared.answers import Way
from recommender.shared.ladder import Ladder
from recommender.shared.places import city_named
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Supply

BOUNDS = (
    "one programme at most, entered at the next term",
    "only majors that the official guide links to the occupation",
    "only full-time seats whose length is stated",
    f"not shown: what saves less than {WORTH_DAYS} days beside a way that is otherwise better",
)


def routes(planner: Planner, supply: Supply, profile: WorkerProfile, goal: Goal, as_of: date) -> Routes:
    """Routes to `goal` for a person, as of a day; none where nothing can be planned or the goal is reached.

    Raises NotFound for an unknown occupation and InvalidInput for a work type it does not have.
    """
    request = planner.request(profile, goal, as_of)
    ladder = planner.ladder(request)
    if ladder is None:
        return Routes(ways=(), found=0, open_routes=(), considered=_considered(()))
    found = entries(supply, request.occupation.id, as_of)
    best = front(every_way(planner, request, ladder, found))
    return Routes(
        ways=chosen(best),
        found=len(best),
        open_routes=open_routes(planner, request, ladder, found),
        considered=_considered(found),
    )


def every_way(planner: Planner, request: Request, ladder: Ladder, found: tuple[Entry, ...]) -> list[Way]:
    """The ways without school, then those through each programme."""
    ways = planner.every_way(request, ladder)
    start = term_start(request.profile, request.envelope.as_of)
    near = city_named(planner.catalogue, request.profile.region) if found else None
    for entry in found:
        entered = programme(planner.catalogue, entry, start, near)
        ways += planner.every_way(planner.entering(request, studied(entry, entered), entered), ladder)
    return ways


def _considered(found: tuple[Entry, ...]) -> Considered:
    seats = [seat for entry in found for seat in entry.seats]
    return Considered(
        seats=len(seats),
        institutions=len({seat.institution.id for seat in seats}),
        majors=len({seat.subject for seat in seats}),
        bounds=BOUNDS,
    )
