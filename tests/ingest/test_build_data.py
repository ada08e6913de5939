"""The committed tables are what the committed script makes of the reference tables."""

import os
import re
from pathlib import Path

import pytest

from scripts.build_data import main
from tests.ingest.cuts import read

WRITTEN_BY_HAND = {"clauses.csv", "eligibility_rules.csv", "errata.csv", "occupation_names_en.csv"}
REFERENCE = os.environ.get("LIFEPATH_REFERENCE")


@pytest.mark.skipif(not REFERENCE, reason="LIFEPATH_REFERENCE does not name the folder of reference material")
def test_the_script_makes_the_shipped_tables_byte_for_byte(data: Path, tmp_path: Path) -> None:
    built = main(Path(REFERENCE or "") / "data", tmp_path)
    shipped = {path.name for path in data.glob("*.csv")} - WRITTEN_BY_HAND
    assert {name for name, _ in built.written} == shipped
    for name in sorted(shipped):
        assert (tmp_path / name).read_bytes() == (data / name).read_bytes(), name


def test_every_shipped_table_is_described_with_its_number_of_rows(data: Path) -> None:
    described = dict(
        re.findall(r"^\| (\w+)\.csv \| (\d+) \|", (data / "SOURCES.md").read_text("utf-8"), re.MULTILINE)
    )
    assert described == {path.stem: str(len(read(path))) for path in data.glob("*.csv")}
