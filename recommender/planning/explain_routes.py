"""Routes beside an answer, and where to train, in plain Chinese."""

from collections.abc import Iterator, Mapping, Sequence

from graph.catalogue import Catalogue
from graph.model.facts import Clause, Route, RuleSet
from graph.model.terms import Level
from recommender.planning.choices import OpenRoute, RouteKind, Routes
from recommender.planning.credits import CreditBasis, Credits
from recommender.planning.explain import way_sentences
from recommender.planning.fronts import same
from recommender.planning.teaching import TrainingPlaces, institution_name
from recommender.shared.answers import Answer, LearningPath, Way, WayKind

KINDS = {
    WayKind.FASTEST: "最快",
    WayKind.MOST_CERTAIN: "最有把握",
    WayKind.LEAST_AWAY: "脱产时间最少",
    WayKind.ON_THE_JOB: "不脱产",
    WayKind.THROUGH_SCHOOL: "入学就读",
}
OPEN = {
    RouteKind.SCHOOL: ("学历途径", "哪所学校有招生计划、学制多长、如何录取都不清楚，请问学校"),
    RouteKind.APPRENTICESHIP: ("学徒途径", "哪家用人单位招收、期限多长都不清楚，请问用人单位"),
    RouteKind.COMPETITION: (
        "竞赛途径",
        "哪些竞赛、取得什么名次对应哪一级都不清楚，请问人社部门",
    ),
    RouteKind.TITLE: (
        "职称途径",
        "职称能否取得、何时取得请问人社部门，专业是否对应请问评价机构",
    ),
}
CREDITS = {
    CreditBasis.NEIGHBOUR: "相近职业的证书含有名称相近的模块",
    CreditBasis.DEGREE: "所学对口专业有名称相近的课程",
    CreditBasis.TASK: "所做工作的主要任务提到这些内容",
}
NEW_APPRENTICESHIP = "企业新型学徒制面向企业职工，对应哪一级不清楚"


def explain_routes(answer: Answer, routes: Routes, catalogue: Catalogue) -> tuple[str, ...]:
    """Other ways with what is good about each, routes without a date, and how far it was looked."""
    shown = [answer.way, *answer.alternatives] if isinstance(answer, LearningPath) else []
    return tuple(_sentences(shown, routes, catalogue))


def explain_places(where: Mapping[Level, TrainingPlaces], catalogue: Catalogue) -> tuple[str, ...]:
    """Where to train for each level."""
    return tuple(f"{level.chinese}的培训：{_places(found, catalogue)}。" for level, found in where.items())


def explain_credits(found: Credits) -> tuple[str, ...]:
    """Modules that may be credited, by reason; without those of own certificates, which the answer tells."""
    named: dict[CreditBasis, list[str]] = {basis: [] for basis in CREDITS}
    for credit in found.items:
        if credit.basis in named:
            named[credit.basis].append(f"{credit.module.name}（{credit.module.level.chinese}）")
    return tuple(
        f"{CREDITS[basis]}，以下模块或可抵认（推得，由评价机构认定，不影响申报日期）：{'、'.join(names)}。"
        for basis, names in named.items()
        if names
    )


def _sentences(shown: Sequence[Way], routes: Routes, catalogue: Catalogue) -> Iterator[str]:
    """`shown` are the ways that were told already, the answer first: of these only what is good about them is told."""
    others: list[Way] = []
    for way in routes.ways:
        place = next((number for number, told in enumerate(shown) if same(way, told)), None)
        if place is None:
            others.append(way)
        else:
            name = f"其他途径之{place}" if place else "首选途径"
            yield f"与各种途径相比，{name}：{_kinds(way)}。"
    for number, way in enumerate(others, start=1):
        yield f"可供比较的途径之{number}（{_kinds(way)}{_away(way)}）："
        yield from way_sentences(way, catalogue)
    for route in routes.open_routes:
        yield _open(route, catalogue)
    found = routes.considered
    if routes.ways or routes.open_routes:
        yield (
            f"比较时考虑了{found.institutions}所院校、{found.majors}个专业的{found.seats}项招生计划；"
            "只考虑最近一个学期入学、最多一个全日制专业。"
        )


def _kinds(way: Way) -> str:
    return "、".join(KINDS[kind] for kind in way.kinds)


def _away(way: Way) -> str:
    return f"，脱产{way.effort.away_days}天" if way.effort.away_days else ""


def _open(route: OpenRoute, catalogue: Catalogue) -> str:
    name, unknown = OPEN[route.kind]
    rule = catalogue.find(Route, route.route) if route.route else None
    rules = catalogue.find(RuleSet, route.rule) if route.rule else None
    clauses = [c.number for x in route.clauses if (c := catalogue.find(Clause, x))]
    parts = [f"{name}，不能给出日期"]
    if rules is not None and rule is not None:
        edition = f"{rules.edition}版" if rules.edition else "该标准的"
        parts.append(f"可申报{rules.level.chinese}（{edition}申报条件：{rule.text}）")
    elif route.kind is RouteKind.APPRENTICESHIP:
        parts.append(NEW_APPRENTICESHIP)
    if route.majors:
        names = [str(getattr(catalogue.snapshot.nodes.get(m), "name", m)) for m in route.majors]
        parts.append(f"{'、'.join(route.schools)}对口专业：{'、'.join(names)}")
    if clauses:
        parts.append(f"政策第{'、'.join(map(str, clauses))}条")
    return "；".join([*parts, unknown]) + "。"


def _places(found: TrainingPlaces, catalogue: Catalogue) -> str:
    if not found.places:
        return "没有查到可以培训的机构"
    names = [institution_name(catalogue, p.institution) + _far(p.distance_km) for p in found.places]
    return f"查到{found.found}所机构，较合适的有{'、'.join(names)}；是否开设相应培训请向机构确认"


def _far(distance: float | None) -> str:
    return "" if distance is None else f"（约{distance:.0f}公里）"
