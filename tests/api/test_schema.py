"""The schema as a contract: described throughout, true to the domain, and compared with the committed one."""

import types
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
)
from strawberry.utils.str_converters import to_camel_case

from api.schema.provenance import VIEWS, ProvenanceView, RelationshipView
from graph.model.facts import Provenance, Published
from graph.model.history import Revision
from graph.model.links import Link
from graph.model.schema import LABELS
from recommender.planning.onward import Onward
from tests.api.asking import schema

COMMITTED = Path(__file__).parents[2] / "api" / "schema.graphql"
CORE = schema()._schema
TYPES = {name: kind for name, kind in CORE.type_map.items() if not name.startswith("__")}
OBJECTS = {n: t for n, t in TYPES.items() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)}
SCALARS = {
    str: "String",
    int: "Int",
    float: "Float",
    bool: "Boolean",
    date: "Date",
    datetime: "DateTime",
}
DOMAIN = {**VIEWS, Provenance: ProvenanceView, Link: RelationshipView}
NOT_SHOWN: dict[type[Any], set[str]] = {Revision: {"sources", "inputs"}, Onward: {"then"}}


def test_the_committed_schema_is_the_one_in_force() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema().as_str() + "\n", (
        "run `python -m api.schema.build` and commit api/schema.graphql"
    )


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_every_field_and_argument_is_described(name: str) -> None:
    bare = [
        f"{name}.{field_name}" for field_name, field in OBJECTS[name].fields.items() if not field.description
    ]
    bare += [
        f"{name}.{field_name}({argument_name})"
        for field_name, field in OBJECTS[name].fields.items()
        for argument_name, argument in field.args.items()
        if not argument.description
    ]
    assert bare == []


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_is_described(name: str) -> None:
    assert TYPES[name].description


@pytest.mark.parametrize("name", sorted(n for n, t in TYPES.items() if isinstance(t, GraphQLEnumType)))
def test_every_value_of_an_enum_is_described(name: str) -> None:
    kind = TYPES[name]
    assert isinstance(kind, GraphQLEnumType)
    assert [value for value, shown in kind.values.items() if not shown.description] == []


@pytest.mark.parametrize("name", sorted(n for n, t in TYPES.items() if isinstance(t, GraphQLInputObjectType)))
def test_every_field_of_an_input_is_described(name: str) -> None:
    kind = TYPES[name]
    assert isinstance(kind, GraphQLInputObjectType)
    assert [given for given, shown in kind.fields.items() if not shown.description] == []


@pytest.mark.parametrize("name", sorted(OBJECTS["Query"].fields))
def test_every_root_takes_a_day_and_a_revision_and_may_be_null(name: str) -> None:
    field = OBJECTS["Query"].fields[name]
    assert str(field.args["asOf"].type) == "Date"
    assert str(field.args["revision"].type) == "Int"
    assert not str(field.type).endswith("!")


def test_every_label_has_a_view() -> None:
    assert set(LABELS.values()) <= set(VIEWS)


@pytest.mark.parametrize("domain", DOMAIN, ids=lambda domain: domain.__name__)
def test_a_view_shows_every_field_of_its_domain_class_and_no_invented_one(domain: type[Any]) -> None:
    """A field without a resolver is read off the object, so it must be there, of the same type and nullability."""
    definition = DOMAIN[domain].__strawberry_definition__
    shown = OBJECTS[definition.name].fields
    hints = get_type_hints(domain)
    plain = {
        f.python_name: shown[to_camel_case(f.python_name)] for f in definition.fields if f.is_basic_field
    }
    assert {name: str(field.type) for name, field in plain.items()} == {
        name: graphql(hints[name], is_id=name == "id") for name in plain
    }
    inherited = {f.name for f in fields(Provenance)} if issubclass(domain, Published | Link) else set()
    hidden = (
        inherited
        | {"_by_class", "_out", "_in", "_occupations", "_in_english", "snapshot"}
        | NOT_SHOWN.get(domain, set())
    )
    assert {to_camel_case(f.name) for f in fields(domain) if f.name not in hidden} - set(
        shown
    ) - SPREAD == set()


# The best way of a learning path is shown on the path itself.
SPREAD = {"way"}


def graphql(hint: Any, *, is_id: bool) -> str:
    """How GraphQL writes a type of the domain."""
    if get_origin(hint) in {Union, types.UnionType}:
        return graphql(next(a for a in get_args(hint) if a is not type(None)), is_id=is_id).removesuffix("!")
    if get_origin(hint) is tuple:
        return f"[{graphql(get_args(hint)[0], is_id=False)}]!"
    if is_id:
        return "ID!"
    if hint in SCALARS:
        return f"{SCALARS[hint]}!"
    if issubclass(hint, StrEnum):
        return f"{hint.__name__}!"
    return "Fact!" if hint is Published else f"{hint.__name__}!"


def test_nullable_fields_say_what_null_means() -> None:
    silent = [
        f"{name}.{field_name}"
        for name, kind in OBJECTS.items()
        if name != "Query"
        for field_name, field in kind.fields.items()
        if not str(field.type).endswith("!") and "null" not in (field.description or "")
    ]
    assert silent == []


def test_levels_are_an_enum_and_never_a_number() -> None:
    numbers = [
        f"{name}.{field_name}"
        for name, kind in OBJECTS.items()
        for field_name, field in kind.fields.items()
        if "level" in field_name.lower() and get_named_type(field.type).name in {"Int", "Float", "String"}
    ]
    assert numbers == []
