"""What the service says to people when something is wrong: one sentence in two languages, by a stable code.

A part of the service lists its sentences as members of a `Saying`, English and Chinese side by side, with the same places
to fill in; what a person is told is a `Said`, a sentence filled in. English is for the command line and the log.
"""

from enum import Enum

from graph.places import Place


class Said(str):
    """A sentence filled in: the text itself is English; `chinese` says the same, `code` names the sentence."""

    __slots__ = ("chinese", "code")
    chinese: str
    code: str

    def __new__(cls, english: str, chinese: str, code: str) -> "Said":
        said = super().__new__(cls, english)
        said.chinese, said.code = chinese, code
        return said

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        return str(self), self.chinese, self.code


class Saying(Enum):
    """A sentence with places such as `{file}`; subclasses list those of a part of the service, each by a code of its own.

    A place may name an attribute, such as `{level.chinese}`. A tuple is told one after the other,
    each by its `chinese` where it has one.
    """

    def __init__(self, english: str, chinese: str) -> None:
        self.english = english
        self.chinese = chinese

    def __call__(self, **values: object) -> Said:
        """The sentence with its places filled in."""
        return Said(
            self.english.format(**{name: _english(value) for name, value in values.items()}),
            self.chinese.format(**{name: _chinese(value) for name, value in values.items()}),
            self.name,
        )


def in_chinese(text: str) -> str:
    """A sentence of the service in Chinese; any other text as it is."""
    return text.chinese if isinstance(text, Said) else text


def _english(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value  # type: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _chinese(value: object) -> object:
    if isinstance(value, tuple):
        return "、".join(str(getattr(item, "chinese", item)) for item in value)  # type: ignore[reportUnknownVariableType]
    return value.chinese if isinstance(value, (Said, Place)) else value
