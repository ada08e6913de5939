"""A plan as a calendar (iCalendar): one event a step, whole days."""

from datetime import UTC, datetime, time

from icalendar import TRANSP, Calendar, Event

from api.documents.plan import Plan

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//lifepath//plan//ZH"


def render(plan: Plan) -> bytes:
    """The calendar; the same plan gives the same bytes, and a step that moves keeps its UID."""
    stamp = datetime.combine(plan.as_of, time(), UTC)
    events = [
        Event.new(
            uid=event.uid,
            stamp=stamp,
            start=event.start,
            end=event.end,
            summary=event.summary,
            description=event.text,
            transparency=TRANSP.TRANSPARENT,
        )
        for event in plan.events
    ]
    calendar = Calendar.new(
        name=f"{plan.goal} {plan.title}", prodid=PRODUCT, uid=plan.uid, subcomponents=events
    )
    return calendar.to_ical()
