"""The index of standards and their function weights, joined to the occupations of the 2022 edition.

Level tokens of the reference count 初级, 中级, 高级 upwards as T1, T2, T3 (see docs/adr/0002-levels.md).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.reference import Build, Row, name_and_work_type, printed_year, unmarked

LEVEL = "等级(L5=五级..L1=一级;T=专业技术)"
UNKNOWN_CODES = (
    "printed codes that are not codes of the occupation table (20 were expected; 19 differ from its 1,676 codes, "
    "21 from those without the additions of 2024 and 2025)"
)
LADDER = ("L5", "L4", "L3", "L2", "L1")
TECHNICAL = {"T1": "T3", "T2": "T2", "T3": "T1"}
WORDS = {"T1": "L5", "T2": "L4", "T3": "L3"}
HEADER = (
    "occupation_code",
    "name",
    "work_type",
    "year",
    "levels",
    "level_reading",
    "levels_printed",
    "printed_code",
    "code_origin",
    "document",
    "parse_method",
    "row",
)


@dataclass(frozen=True)
class Standard:
    """One standard of the index, joined to an occupation."""

    occupation: str
    name: str
    work_type: str
    year: str
    levels: tuple[str, ...]
    reading: str
    printed: str
    printed_code: str
    origin: str
    document: str
    method: str
    row: str
    renamed: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.occupation, self.work_type, self.year

    def cells(self) -> tuple[str, ...]:
        levels = "/".join(self.levels)
        return (
            *(self.occupation, self.name, self.work_type, self.year, levels, self.reading, self.printed),
            *(self.printed_code, self.origin, self.document, self.method, self.row),
        )


def build(ctx: Build, names: Mapping[str, str]) -> None:
    """Writes standards.csv and standard_weights.csv; `names` are the 2022 occupations by code."""
    index = ctx.read("standard_index.csv")
    ctx.note(
        "standards.csv", "standards without a year", [row["PDF文件"] for row in index if not row["年份"]]
    )
    dated = [row["PDF文件"] for row in index if not row["年份"] and printed_year(row["PDF文件"])]
    ctx.note("standards.csv", "year read from the file name", dated)
    joined = [(row, _join(row, names)) for row in index]
    ctx.note(
        "standards.csv", "not joined to a 2022 occupation", [row["PDF文件"] for row, s in joined if s is None]
    )
    standards = [standard for _, standard in joined if standard is not None]
    kept, same = _distinct(standards)
    ctx.note("standards.csv", "second entry of the same standard, merged", [s.document for s in same])
    _report(ctx, kept.values(), names)
    ctx.write("standards.csv", HEADER, [kept[key].cells() for key in sorted(kept)])
    _weights(ctx, kept, {s.document: s.key for s in standards}, names)


def _join(row: Row, names: Mapping[str, str]) -> Standard | None:
    codes = {name: code for code, name in names.items()}
    printed, document = row["职业编码"], row["PDF文件"]
    titles = [name_and_work_type(row["职业名称"]), name_and_work_type(document)]
    by_name = next(((codes[name], name) for name, _ in titles if name in codes), None)
    if by_name is None and printed not in names:
        return None
    code, name = by_name or (printed, titles[1][0] or titles[0][0])
    origin = "PRINTED" if code == printed else "BY_NAME"
    printed_levels = set(row["等级"].split("/")) & set(LADDER)
    trusted = bool(printed) or bool(printed_levels) or row["解析方法"] == "weight_table"
    levels, reading = read_levels(row["等级"] if trusted else "", code)
    work_type = titles[1][1] or (titles[0][1] if titles[0][0] == name else "")
    return Standard(
        *(
            code,
            name,
            work_type,
            row["年份"] or printed_year(document),
            levels,
            reading,
            row["等级"],
            printed,
        ),
        *(origin, document, row["解析方法"], row["_row"], by_name is None),
    )


def read_levels(printed: str, code: str) -> tuple[tuple[str, ...], str]:
    """Our levels of a printed list, low to high, and how they were read (docs/adr/0002-levels.md)."""
    tokens = printed.split("/") if printed else []
    if not tokens:
        return (), "UNKNOWN"
    if code.startswith("2"):
        return tuple(
            t for t in ("T3", "T2", "T1") if t in {TECHNICAL.get(token) for token in tokens}
        ), "PRINTED"
    plain = {token for token in tokens if token in LADDER}
    words = {WORDS[token] for token in tokens if token in WORDS}
    levels = tuple(level for level in LADDER if level in plain | words)
    if words & plain and len(levels) < len(LADDER):
        return levels, "PARTIAL"
    return levels, "WORD" if words - plain else "PRINTED"


def _distinct(standards: Iterable[Standard]) -> tuple[dict[tuple[str, str, str], Standard], list[Standard]]:
    kept: dict[tuple[str, str, str], Standard] = {}
    same: list[Standard] = []
    for standard in sorted(standards, key=_trust):
        if standard.key in kept:
            same.append(standard)
        else:
            kept[standard.key] = standard
    return kept, same


def _trust(standard: Standard) -> tuple[bool, bool, bool, str]:
    """Best entry first: levels read, from a weight table, code printed."""
    weighted = standard.method == "weight_table"
    return not standard.levels, not weighted, standard.origin != "PRINTED", standard.document


def _report(ctx: Build, standards: Iterable[Standard], names: Mapping[str, str]) -> None:
    every = sorted(standards, key=lambda s: s.key)
    ctx.note(
        "standards.csv",
        "title differs from the 2022 name of its code; the code decides",
        [
            f"{s.occupation} {s.name} -> {names[s.occupation]}"
            for s in every
            if s.renamed and s.name != names[s.occupation]
        ],
    )
    ctx.note(
        "standards.csv",
        "printed code is another one in 2022; the name decides",
        [
            f"{s.printed_code} {s.name} -> {s.occupation}"
            for s in every
            if s.printed_code and s.origin == "BY_NAME"
        ],
    )
    for reading, finding in (
        ("WORD", "levels read by their word"),
        ("PARTIAL", "a level word beside the same level"),
        ("UNKNOWN", "levels unknown"),
    ):
        ctx.note(
            "standards.csv",
            finding,
            [f"{s.occupation} {s.name} {s.printed}" for s in every if s.reading == reading],
        )


def _weights(
    ctx: Build,
    kept: Mapping[tuple[str, str, str], Standard],
    keys: Mapping[str, tuple[str, str, str]],
    names: Mapping[str, str],
) -> None:
    rows = ctx.read("standard_function_weights.csv")
    unknown = sorted({row["标准职业编码"] for row in rows} - names.keys())
    ctx.note("standard_weights.csv", UNKNOWN_CODES, unknown)
    groups: defaultdict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["来源PDF"], row["工种"], row["标准年份"], row[LEVEL]].append(row)
    ctx.note(
        "standard_weights.csv",
        "level groups that do not sum to 100, left out",
        [f"{key[0]} {key[3]}" for key, group in groups.items() if group[0]["本等级权重和100"] != "1"],
    )
    full = {key: group for key, group in groups.items() if group[0]["本等级权重和100"] == "1"}
    lines, unread = _weight_lines(full, kept, keys)
    ctx.note("standard_weights.csv", "level groups without a readable level or standard, left out", unread)
    header = (
        "occupation_code",
        "work_type",
        "year",
        "level",
        "level_printed",
        "order",
        "function",
        "weight",
        "row",
    )
    ctx.write("standard_weights.csv", header, lines)


def _weight_lines(
    groups: Mapping[tuple[str, str, str, str], list[Row]],
    kept: Mapping[tuple[str, str, str], Standard],
    keys: Mapping[str, tuple[str, str, str]],
) -> tuple[list[tuple[str, ...]], list[str]]:
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for document, _, _, token in groups:
        printed[document].add(token)
    lines: dict[tuple[str, str, str, str], list[tuple[str, ...]]] = {}
    unread: list[str] = []
    for (document, _, _, token), group in sorted(groups.items()):
        key = keys.get(document)
        level = _level(token, key[0] if key else "", printed[document])
        if key is None or level is None or level not in kept[key].levels or (*key, level) in lines:
            unread.append(f"{document} {token}")
            continue
        lines[*key, level] = [
            (*key, level, token, str(order), unmarked(row["职业功能"]), row["技能要求权重pct"], row["_row"])
            for order, row in enumerate(group, start=1)
        ]
    return [line for key in sorted(lines) for line in lines[key]], unread


def _level(token: str, code: str, beside: set[str]) -> str | None:
    if code.startswith("2"):
        return TECHNICAL.get(token)
    if token in LADDER:
        return token
    word = WORDS.get(token)
    return None if word in beside else word
