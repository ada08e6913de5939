"""GraphiQL at /graphql, its scripts served by ourselves: it works on a machine without internet."""

from importlib.util import find_spec
from pathlib import Path

from starlette.staticfiles import StaticFiles

_PACKAGE = "graphene_django_graphiql_static"
ASSETS = "/graphiql"
EXAMPLE = """\
# An electrician (电工) with a certificate of level five, and the way to level three.
{
  learningPath(
    profile: {
      birth: "1990-05-01"
      spells: [{ occupation: "电工", from: "2020-03" }]
      certificates: [
        { occupation: "电工", level: L5, awarded: "2023-06-15" }
      ]
    }
    goal: { occupation: "电工", level: L3 }
  ) {
    ... on LearningPath {
      certainty
      earliest
      steps {
        kind
        start
        end
        level
        rule { id }
        routeText
        clauses { number title }
      }
      licences { name field duty }
    }
    ... on Undetermined { because }
    ... on Unreachable { blockers { code because } }
  }
}
"""


def assets() -> StaticFiles:
    """The scripts and styles of GraphiQL, out of the installed package that carries them.

    The package is found, not imported: it is written for another framework, of which we need nothing.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError("the package graphene-django-graphiql-static is not installed")
    return StaticFiles(directory=Path(spec.origin).parent / "static" / _PACKAGE)


def page() -> str:
    """The page that loads GraphiQL from `ASSETS` and points it at the address it was loaded from."""
    return f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>lifepath: GraphiQL</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="{ASSETS}/graphiql.min.css">
  <style>html, body, #graphiql {{ height: 100%; margin: 0; }}</style>
</head>
<body>
  <div id="graphiql">Loading</div>
  <template id="example">{EXAMPLE}</template>
  <script src="{ASSETS}/react.production.min.js"></script>
  <script src="{ASSETS}/react-dom.production.min.js"></script>
  <script src="{ASSETS}/graphiql.min.js"></script>
  <script>
    const fetcher = GraphiQL.createFetcher({{ url: location.pathname }});
    const defaultQuery = document.getElementById("example").content.textContent;
    ReactDOM.render(
      React.createElement(GraphiQL, {{ fetcher, defaultQuery }}),
      document.getElementById("graphiql"),
    );
  </script>
</body>
</html>
"""
