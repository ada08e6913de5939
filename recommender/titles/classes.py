"""What a job title can be coded as: every occupation that can be searched, and the groups above them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Occupation, OccupationGroup
from recommender.text.passages import searchable

Rows = NDArray[np.intp]
FULL = "-00-00-00"
SMALL, MIDDLE = 7, 4  # characters of a code that name its 小类 and its 中类
TIERS = ("大类", "中类", "小类")


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Occupations first, in the order of `searchable`, then groups by code; rows are counted over both.

    A rest group (2-08-99-00, other teachers) is used by those who code titles but stands in no official table: its
    node is None. `codes` are eight digits each, a group's filled up with noughts; where an occupation has the same one, as it is
    the only one of its 小类, the group is left out. small, middle: (n,) number of the 小类 and 中类 of each; tier: (n,)
    3 for an occupation, otherwise the place in TIERS; official: groups by code.
    """

    nodes: tuple[Occupation | OccupationGroup | None, ...]
    codes: tuple[str, ...]
    occupations: int
    small: Rows
    middle: Rows
    tier: Rows
    official: Mapping[str, OccupationGroup]

    @classmethod
    def of(cls, catalogue: Catalogue, used: Iterable[str] = ()) -> "Classes":
        """With those of the codes `used` elsewhere that the catalogue does not have."""
        found = searchable(catalogue)
        codes = [o.code or o.id for o in found]
        groups: dict[str, OccupationGroup | None] = dict.fromkeys(used)
        groups |= {written_out(group.code): group for group in catalogue.all(OccupationGroup)}
        above = {code: groups[code] for code in sorted(groups.keys() - set(codes))}
        every = (*codes, *above)
        return cls(
            (*found, *above.values()),
            every,
            len(found),
            _numbered([code[:SMALL] for code in every]),
            _numbered([code[:MIDDLE] for code in every]),
            np.array([3] * len(found) + [_tier(code) for code in above], np.intp),
            {group.code: group for group in catalogue.all(OccupationGroup)},
        )

    def group_over(self, row: int, members: Rows) -> OccupationGroup | None:
        """The 小类 or 中类 (as `members` are counted) of a class; None where no official table has it."""
        length = SMALL if members is self.small else MIDDLE
        return self.official.get(self.codes[row][:length])

    def rows_of(self, codes: Sequence[str]) -> Rows:
        """The row of each code, -1 for one that there is not."""
        row_of = {code: row for row, code in enumerate(self.codes)}
        return np.array([row_of.get(code, -1) for code in codes], np.intp)


def written_out(code: str) -> str:
    """A group's code with eight digits: 4-01 is 4-01-00-00."""
    return code + FULL[len(code) - 1 :]


def _tier(code: str) -> int:
    """The place in TIERS of a group's code: 4-00-00-00, 4-01-00-00 and 4-01-02-00 are one below the other."""
    return 2 - sum(code.endswith(FULL[-3 * many :]) for many in (2, 3))


def _numbered(names: Sequence[str]) -> Rows:
    return np.unique(names, return_inverse=True)[1].astype(np.intp)
