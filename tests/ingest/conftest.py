"""The shipped tables, loaded once for every test that only reads them."""

from pathlib import Path

import pytest

from ingest import Loaded, load

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def loaded(data: Path) -> Loaded:
    return load(data)
