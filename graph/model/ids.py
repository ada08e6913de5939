"""The one grammar of ids: `kind:code[@edition][/part...]`, built and parsed here and nowhere else.

Text that enters an id is NFKC-normalised (full-width forms fold), trimmed and percent-encoded where it would
collide with the grammar; a text that is too long for an id is represented by 12 hex digits of its sha256.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from graph.errors import InvalidInput
from graph.faults import IdFault
from graph.model.terms import Level

UNKNOWN = "UNKNOWN"
_RESERVED = str.maketrans({"%": "%25", "/": "%2F", "@": "%40", ":": "%3A"})
_EDITION = re.compile(r"[0-9]{4}")
_SPACES = re.compile(r"\s+")


class Kind(StrEnum):
    """The first word of an id; one kind for each label."""

    GROUP = "grp"
    OCCUPATION = "occ"
    WORK_TYPE = "wt"
    ENGLISH_NAME = "en"
    TASK = "task"
    STANDARD = "std"
    STANDARD_LEVEL = "lvl"
    MODULE = "mod"
    WORK_CONTENT = "work"
    SKILL = "skill"
    KNOWLEDGE = "know"
    PACKAGE = "pkg"
    CERTIFICATE = "cert"
    RULE_SET = "rules"
    ROUTE = "route"
    CONDITION = "cond"
    MAJOR = "maj"
    COURSE = "crs"
    INSTITUTION = "inst"
    OFFER = "off"
    REGION = "reg"
    INDUSTRY = "ind"
    CLAUSE = "clause"
    SOURCE = "src"
    REVISION = "rev"
    CHANGE = "chg"
    JUDGEMENT = "jdg"
    DRAFT = "draft"


_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Id:
    """A parsed id; `str(id)` is its canonical form."""

    kind: Kind
    code: str
    edition: str | None = None
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        edition = f"@{self.edition}" if self.edition else ""
        return f"{self.kind}:{_quote(self.code)}{edition}" + "".join(f"/{_quote(p)}" for p in self.parts)


def fold(text: str) -> str:
    """NFKC form of `text`, trimmed, inner white space as single blanks."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def digest(text: str) -> str:
    """First 12 hex digits of the sha256 of the folded text: the id part that stands for a text."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:12]


@lru_cache(maxsize=2_000)
def parse(text: str) -> Id:
    """The parts of an id; raises InvalidInput for anything that `str(Id)` does not write."""
    kind, colon, rest = text.partition(":")
    head, *parts = rest.split("/")
    code, at, edition = head.partition("@")
    if (
        not colon
        or kind not in set(Kind)
        or not code
        or not all(parts)
        or (at and not _EDITION.fullmatch(edition))
    ):
        raise InvalidInput(IdFault.ID_MALFORMED(id=text), field="id")
    result = Id(Kind(kind), unquote(code), edition or None, tuple(unquote(p) for p in parts))
    if str(result) != text:
        raise InvalidInput(IdFault.ID_NOT_CANONICAL(id=text, meant=str(result)), field="id")
    return result


def kind_of(text: str) -> Kind:
    """The kind of an id, without checking the rest."""
    kind = _KINDS.get(text.partition(":")[0])
    if kind is None:
        raise InvalidInput(IdFault.ID_OF_NO_KIND(id=text), field="id")
    return kind


def group_id(code: str, edition: str) -> str:
    return str(Id(Kind.GROUP, code, edition))


def occupation_id(code: str, edition: str) -> str:
    return str(Id(Kind.OCCUPATION, code, edition))


def work_type_id(code: str, edition: str, name: str) -> str:
    return str(Id(Kind.WORK_TYPE, code, edition, (name,)))


def english_name_id(occupation: str, name: str) -> str:
    return _within(Kind.ENGLISH_NAME, occupation, name)


def task_id(code: str, edition: str, text: str) -> str:
    return str(Id(Kind.TASK, code, edition, (digest(text),)))


def standard_id(code: str, year: int | None, work_type: str | None = None) -> str:
    """`year` None writes UNKNOWN: a standard whose year no source states."""
    return str(Id(Kind.STANDARD, code, None, _some(str(year or UNKNOWN), work_type)))


def module_id(standard: str, level: Level, function: str) -> str:
    """A function of a standard at one level; the same name at another level is another module."""
    std = parse(standard)
    return str(Id(Kind.MODULE, std.code, None, (*std.parts, level.value, digest(function))))


def standard_level_id(standard: str, level: Level) -> str:
    return _within(Kind.STANDARD_LEVEL, standard, level.value)


def package_module_id(package: str, level: Level, name: str) -> str:
    """A module that a package has at one level and the standard of its occupation does not list."""
    return _within(Kind.MODULE, package, level.value, digest(name))


def work_content_id(module: str, name: str) -> str:
    return _within(Kind.WORK_CONTENT, module, digest(name))


def skill_id(work: str, text: str) -> str:
    return _within(Kind.SKILL, work, digest(text))


def knowledge_id(work: str, text: str) -> str:
    return _within(Kind.KNOWLEDGE, work, digest(text))


def package_id(code: str, edition: str, version: str) -> str:
    return str(Id(Kind.PACKAGE, code, edition, (version,)))


def skill_certificate_id(code: str, level: Level, work_type: str | None = None) -> str:
    return str(Id(Kind.CERTIFICATE, "skill", None, _some(code, work_type, level.value)))


def qualification_id(name: str) -> str:
    return str(Id(Kind.CERTIFICATE, "qual", None, (name,)))


def rule_set_id(edition: str, level: Level) -> str:
    return str(Id(Kind.RULE_SET, edition, None, (level.value,)))


def route_id(edition: str, level: Level, name: str) -> str:
    return str(Id(Kind.ROUTE, edition, None, (level.value, name)))


def condition_id(edition: str, level: Level, route: str, name: str) -> str:
    return str(Id(Kind.CONDITION, edition, None, (level.value, route, name)))


def own_rule_set_id(standard: str, level: Level) -> str:
    """The conditions that a standard sets of its own for a level: `rules:<standard>/<level>`."""
    return _own(Kind.RULE_SET, standard, level)


def own_route_id(standard: str, level: Level, name: str) -> str:
    return _own(Kind.ROUTE, standard, level, name)


def own_condition_id(standard: str, level: Level, route: str, name: str) -> str:
    return _own(Kind.CONDITION, standard, level, route, name)


def _own(kind: Kind, standard: str, level: Level, *names: str) -> str:
    std = parse(standard)
    return str(Id(kind, std.code, None, (*std.parts, level.value, *names)))


def major_id(education: str, code: str) -> str:
    return str(Id(Kind.MAJOR, education, None, (code,)))


def course_id(education: str, major: str, name: str) -> str:
    return str(Id(Kind.COURSE, education, None, (major, digest(name))))


def institution_id(code: str) -> str:
    return str(Id(Kind.INSTITUTION, code))


def offer_id(institution: str, subject: tuple[str, ...], year: int, number: int = 1) -> str:
    """`subject` is the major's (education, code) or a package code; `number` tells equal seats apart."""
    return str(
        Id(Kind.OFFER, institution, None, (*subject, str(year), *([str(number)] if number > 1 else [])))
    )


def region_id(code: str) -> str:
    return str(Id(Kind.REGION, code))


def industry_id(code: str) -> str:
    return str(Id(Kind.INDUSTRY, code))


def clause_id(policy: str, number: int) -> str:
    return str(Id(Kind.CLAUSE, policy, None, (str(number),)))


def source_id(sha256: str) -> str:
    return str(Id(Kind.SOURCE, sha256))


def _within(kind: Kind, whole: str, *parts: str) -> str:
    """The id of a part: the id of the whole under another kind, and what tells the part from its like."""
    found = parse(whole)
    return str(Id(kind, found.code, found.edition, (*found.parts, *parts)))


def _some(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


@lru_cache(maxsize=20_000)
def _quote(part: str) -> str:
    return fold(part).translate(_RESERVED)
