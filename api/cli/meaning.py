"""What a word on the command line means where an id, a code or a name may be given."""

from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.model.facts import Major
from graph.model.ids import fold


def major_meant(catalogue: Catalogue, text: str, field: str) -> Major:
    """The major with this id, code or exact name; raises NotFound, and InvalidInput where several have the name."""
    wanted = fold(text)
    for name in ("id", "code", "name"):
        found = [major for major in catalogue.all(Major) if getattr(major, name) == wanted]
        if len(found) > 1:
            ids = ", ".join(one.id for one in found)
            raise InvalidInput(f"{text!r} means several majors: {ids}; give the id", field=field)
        if found:
            return found[0]
    raise NotFound(f"no major with the code or exact name {text!r}", field=field)
