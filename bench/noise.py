"""What cleaning is worth: titles with the noise of advertisements put in by a seeded generator, coded as they are and cleaned.

The noise is ours, made in the manner of advertisements (pay, benefits, place, employer, brackets, calls to apply); the
rules of cleaning were not made from it, but by the same people, so that a stranger's noise may be cleaned less well.
What titles are coded by was learned from the development half, so its titles are known: only the proof half says how
well others do. The same run asks there what context is worth where it is true: the name of the 大类 or 中类 of the code
that a title has. That is an upper bound, as no employer's words are that exact.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.coded import coder
from bench.intervals import Interval, interval
from bench.quality import Case, catalogue, halves, read_cases
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import OccupationGroup
from graph.model.ids import fold
from recommender.titles.cleaning import Cleaned, Cleaner
from recommender.titles.coding import Coder

SEED = 20261125
TITLES = 500  # of each half, chosen by the seed: every noised title has to be encoded
EMPLOYERS = ("宏达", "金桥", "远航", "湘江", "鑫盛", "安康", "天宇", "博雅")
TRADES = ("科技", "物流", "餐饮管理", "机械", "电子", "服装", "物业", "医疗器械")
PLACES = ("长沙", "株洲", "深圳", "上海", "成都", "东莞", "武汉", "岳麓区", "浦东新区")
BENEFITS = (
    "五险一金",
    "包吃住",
    "双休",
    "年终奖",
    "带薪年假",
    "不加班",
    "餐补",
    "月休四天",
    "长白班",
    "提供住宿",
)
CALLS = ("急招", "高薪诚聘", "招聘", "直招", "急聘")
EASY = ("零基础", "无经验可", "经验不限", "晋升快")
Truth = NDArray[np.bool_]


def main() -> None:
    """Prints top-1 of plain and noised titles, with and without cleaning, and with true context on proof."""
    embedder, whole = KeptVectors(None), catalogue(aliases=True)
    known = coder(whole, embedder)
    raw = replace(known, cleaner=_Uncleaned(None))
    rows: list[tuple[str, str]] = []
    measured: dict[str, Any] = {"seed": SEED}
    for half, every in halves(read_cases()).items():
        cases = random.Random(f"{SEED} {half}").sample(every, TITLES)
        plain, noised = [case.title for case in cases], noisy([case.title for case in cases], half)
        right = {
            "as they are, cleaned": _right(known, plain, cases),
            "noised, cleaned": _right(known, noised, cases),
            "noised, not cleaned": _right(raw, noised, cases),
        }
        gain = right["noised, cleaned"].astype(float) - right["noised, not cleaned"]
        told = {name: interval(values) for name, values in right.items()} | {
            "gain of cleaning": interval(gain)
        }
        rows += [(f"{half}: {name}", found.told()) for name, found in told.items()]
        measured[half] = {name: found._asdict() for name, found in told.items()} | {"examples": noised[:8]}
        if half == "proof":
            context = _with_context(known, cases, whole)
            rows += [(f"proof: {name}", found.told()) for name, found in context.items()]
            measured["context"] = {name: found._asdict() for name, found in context.items()}
    tell("noise", (f"top-1 of {TITLES} titles of each half", "95 % interval"), rows, measured)


def noisy(titles: Sequence[str], salt: str) -> list[str]:
    """Each title with one to four pieces of noise around it; the same for the same seed and titles."""
    return [_noised(title, random.Random(f"{SEED} {salt} {title}")) for title in titles]


def _noised(title: str, draw: random.Random) -> str:
    kinds = draw.sample(("front", "pay", "benefit", "place", "easy"), draw.randint(1, 4))
    if "front" in kinds:
        title = f"{_employer(draw) if draw.random() < 0.5 else ''}{draw.choice(CALLS)}{title}"
    if "place" in kinds:
        title = _beside(title, draw.choice(PLACES), draw)
    if "pay" in kinds:
        title = _beside(title, _pay(draw), draw)
    if "benefit" in kinds:
        title = _beside(
            title, draw.choice(("+", "、", " ")).join(draw.sample(BENEFITS, draw.randint(1, 3))), draw
        )
    return _beside(title, draw.choice(EASY), draw) if "easy" in kinds else title


def _employer(draw: random.Random) -> str:
    return f"{draw.choice(EMPLOYERS)}{draw.choice(TRADES)}有限公司"


def _pay(draw: random.Random) -> str:
    low = draw.randint(3, 15)
    high = low + draw.randint(1, 8)
    return draw.choice(
        (f"{low}k-{high}k", f"{low * 1000}-{high * 1000}元/月", f"月薪{low * 1000}", f"{low + 10}元/小时")
    )


def _beside(title: str, words: str, draw: random.Random) -> str:
    """Words after a title in one of the usual ways, or in front of it in brackets."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: f"{title}（{words}）",
        lambda: f"{title} {words}",
        lambda: f"{title}/{words}",
        lambda: f"【{words}】{title}",
        lambda: f"{title}-{words}",
    )
    return draw.choice(ways)()


class _Uncleaned(Cleaner):
    """Leaves titles as they are."""

    def clean(self, text: str) -> Cleaned:
        return Cleaned(fold(text), ())


def _right(by: Coder, titles: Sequence[str], cases: Sequence[Case]) -> Truth:
    found = by.code_all(titles, first=1)
    return np.array([c.likeliest == case.code for c, case in zip(found, cases, strict=True)])


def _with_context(by: Coder, cases: Sequence[Case], whole: Catalogue) -> dict[str, Interval]:
    """Top-1 with the name of the true 大类 or 中类 as context, and how far ahead of none, where such a name is known."""
    names = {group.code: group.name for group in whole.all(OccupationGroup)}
    told: dict[str, Interval] = {}
    for tier, length in (("大类", 1), ("中类", 4)):
        kept = [case for case in cases if case.code[:length] in names]
        without = _right(by, [case.title for case in kept], kept).astype(float)
        found = np.zeros(len(kept))
        for code in sorted({case.code[:length] for case in kept}):
            rows = [row for row, case in enumerate(kept) if case.code[:length] == code]
            answers = by.code_all([kept[row].title for row in rows], context=names[code], first=1)
            found[rows] = [a.likeliest == kept[row].code for a, row in zip(answers, rows, strict=True)]
        told |= {f"true {tier} as context": interval(found), f"gain of the {tier}": interval(found - without)}
    return told


if __name__ == "__main__":
    main()
