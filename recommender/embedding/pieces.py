"""Which pieces of the encoder's vocabulary the built-in model keeps: those of Chinese and English text.

A piece stays where all its characters are Chinese, ASCII, punctuation, symbols or digits. A text of such
characters can only be cut into such pieces, so its tokens are the same as with the whole vocabulary. Single
characters of every script stay too: nothing that the whole vocabulary can read becomes unknown.
"""

import re
import unicodedata

WORD_START = "▁"
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_COMMON = frozenset(
    "PSNZ"
)  # first letters of the Unicode categories of punctuation, symbols, numbers, blanks


def is_kept(piece: str) -> bool:
    """Whether the built-in model has a row for this piece."""
    text = piece.removeprefix(WORD_START)
    return len(text) <= 1 or all(map(_is_chinese_or_english, text))


def _is_chinese_or_english(character: str) -> bool:
    return character.isascii() or bool(_HAN.match(character)) or unicodedata.category(character)[0] in _COMMON
