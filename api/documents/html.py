"""A plan as one printable page, without anything from elsewhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.documents.plan import Plan

MEDIA_TYPE = "text/html; charset=utf-8"
_PAGES = Environment(
    loader=PackageLoader("api.documents", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(plan: Plan) -> bytes:
    """The page in UTF-8."""
    return _PAGES.get_template("plan.html").render(plan=plan).encode()
