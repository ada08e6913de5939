"""What an advertisement adds to a job title, taken away: pay, benefits, places, employers, reference numbers.

Each rule is a pattern with a name, so that a coded row can say what was left out of its title. A text that would
lose everything stays as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.model.facts import Region
from graph.model.ids import fold

_MONEY = r"\d+(?:\.\d+)?\s*(?:[kKwW]|[千万元块])?"
_EACH = r"(?:/|每|一)?(?:小时|[天日时hH]|月(?![休薪])|年(?!终))(?![a-zA-Z])"  # 月休, 月薪 and 年终奖 are words of their own
_PER_TIME = rf"{_MONEY}\s*(?:元|块)?\s*{_EACH}"
_RANGE = rf"{_MONEY}\s*(?:[-~—–至到]\s*{_MONEY})"
_QUALIFIED = "(?:(?:综合|保障|无责|税前|税后|到手)(?=薪|底薪|工资|待遇|收入|月|年|保底))?"
_PAID = "日结|月结|周结|时薪|日薪|月薪|年薪|底薪|月入|年入|保底|无责"
_PAID_SO = "薪资|薪酬|工资|待遇|收入"  # words of titles too, unless followed by how much
_SO_MUCH = rf"可?面议|过万|上万|高|优厚|{_RANGE}|{_MONEY}"
_BENEFITS = (
    "[四五六七]险[一二两]?金?|社保|公积金|[包管][吃住餐食]{1,2}|提供[吃食]?住宿?|吃住|餐补|饭补|房补|话补|车补|"
    "[双单]休|月休[一二三四五六七八\\d]?天?|做[一二五六]休[一二]|周末[双单]休|法定节假日|带薪\\w{0,2}?(?:年假|培训|实习)|年终奖|"
    "加班少|不加班|长白班|白班|夜班|坐班|不穿无尘服|直招|代招|急招|急聘|急需|高薪|诚聘|诚招|热招|直聘|招募|高提成|高底薪|"
    "可?接受小白|可?小白均?可?|零基础|无经验均?可?|不限经验|经验不限|生熟手均?可?|轻松上手|就近\\w{2}|"
    "上升空间大?|晋升快?|发薪早|福利待遇好|福利好|待遇优厚?|无试用期|中介勿扰|周边|数名|若干名?"
)
_BEFORE_OWN_JOB = "专员|经理|主管|顾问|师|总监|助理|实习|主任|岗|官|专家|负责人|组长|文员|行政|HR|BP|$"
_ADVERTISED = rf"^.*?(?:招聘|诚聘|急聘|急招|招募)(?!{_BEFORE_OWN_JOB})(?=.*[^\W\d_])"
_OPENING = r"^\s*(?:招(?!商|生|投|标|募|聘|牌|待|采|行|录|工)|聘(?!请|用|任))(?=[^\W\d_])"
_EMPLOYER = (
    r"(?:(?<=^)|(?<=[\s(/,、】-]))[^\s,，/()【】]{2,20}?(?:有限责任公司|有限公司|分公司|集团公司|公司)"
)
_MARKS = r"[\s,，、/／|;；:：!！?？。.+＋*~～()\[\]{}<>\"'“”‘’【】《》「」…—–_-]+"

RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("reference", re.compile(r"\(?\b(?:ID\s*)?[A-Z]{1,3}-?\d{4,}\b\)?|\bID\s*\d+\b|\b\d{6,}\b")),
    ("employer", re.compile(_ADVERTISED)),
    ("employer", re.compile(_EMPLOYER)),
    ("pay", re.compile(rf"{_QUALIFIED}(?:{_PAID_SO})\s*(?:{_SO_MUCH})\+?(?:{_EACH})?")),
    ("pay", re.compile(rf"{_QUALIFIED}(?:{_PAID})+\s*(?:{_SO_MUCH})?\+?(?:{_EACH})?")),
    (
        "pay",
        re.compile(
            rf"{_RANGE}\s*(?:元|块)?\s*(?:{_EACH})?\+?|{_PER_TIME}\+?|\d+\s*(?:[kKwW千万元块]|预支)\+?"
        ),
    ),
    ("benefit", re.compile(rf"(?:{_BENEFITS})")),
    ("pay", re.compile(r"\d{4,5}\+?|早[\d一二三四五六七八九十]+晚[\d一二三四五六七八九十]+")),
    ("opening", re.compile(_OPENING)),
)
_EDGES = " ,，、/|;；:：!！。.*~～-—–_"
_SPLIT = re.compile(rf"({_MARKS})")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A title without what an advertisement added; `removed` are (rule, text) in the order of removal."""

    text: str
    removed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Cleans titles.

    places: matches a text that consists of names of places and nothing else; beginnings: the first two characters
    of such a text, as the pattern holds thousands of names and few texts begin like one.
    """

    places: re.Pattern[str] | None
    beginnings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Cleaner":
        """Knows the regions of a catalogue, with and without 省, 市, 区, 县 at the end."""
        return cls.knowing(region.name for region in catalogue.all(Region))

    @classmethod
    def knowing(cls, names: Iterable[str]) -> "Cleaner":
        """Knows places by name."""
        known = {part for name in names for part in (name, _short(name)) if len(part) > 1}
        if not known:
            return cls(None)
        either = "|".join(re.escape(name) for name in sorted(known, key=lambda n: (-len(n), n)))
        places = re.compile(rf"(?:全国|{either})+(?:[省市区县镇]|地区|周边|附近)?")
        return cls(places, frozenset({"全国", *(name[:2] for name in known)}))

    def clean(self, text: str) -> Cleaned:
        """The title with every rule applied in turn; the folded text itself where nothing would be left."""
        kept, removed = fold(text), list[tuple[str, str]]()
        for name, pattern in RULES:
            kept = _taken(kept, name, pattern, removed)
        kept = "".join(self._without_places(_SPLIT.split(kept), removed))
        kept = _tidied(kept)
        if not re.search(r"[^\W\d_]", kept):
            return Cleaned(fold(text), ())
        return Cleaned(kept, tuple(removed))

    def _without_places(self, parts: list[str], removed: list[tuple[str, str]]) -> Iterable[str]:
        """Parts of a title between marks; those that name places only are left out."""
        for part in parts:
            if part[:2] in self.beginnings and self.places is not None and self.places.fullmatch(part):
                removed.append(("place", part))
            else:
                yield part


def _taken(text: str, name: str, pattern: re.Pattern[str], removed: list[tuple[str, str]]) -> str:
    """`text` with a blank for each match, all of which are noted, unless no word would remain."""
    rest = pattern.sub(" ", text)
    if rest == text or not re.search(r"[^\W\d_]", rest):
        return text
    removed += [
        (name, found.strip()) for found in (m.group() for m in pattern.finditer(text)) if found.strip()
    ]
    return rest


def _tidied(text: str) -> str:
    """Without brackets around nothing, marks that separate nothing, and blanks in a row."""
    text = re.sub(r"\([\W_]*\)|\[[\W_]*\]|【[\W_]*】", " ", text)
    text = re.sub(r"([、,;/])(?:\s*[、,;/])+", r"\1", text)
    text = re.sub(r"\+(?:\s+\+)+", "+", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<![+#A-Za-z])\+$", "", text.strip(_EDGES)).strip(_EDGES)


def _short(name: str) -> str:
    """A region without the word for its kind: 长沙市 is 长沙. Names of one character keep theirs."""
    short = re.sub(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|区|县|盟|州|地区)$", "", name)
    return short if len(short) > 1 else name
