"""The shipped tables, loaded once for every test that only reads them, and a small cut of them."""

from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from graph.catalogue import Catalogue
from graph.model.history import Revision
from ingest import Loaded
from tests.api.excerpt import shipped
from tests.ingest.cuts import cut

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The shipped tables."""
    return DATA


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """Everything that is shipped."""
    return shipped()


@pytest.fixture(scope="session")
def catalogue(loaded: Loaded) -> Catalogue:
    """The shipped tables as revision 1."""
    revision = Revision(1, datetime(2026, 11, 24, tzinfo=UTC), "test", loaded.sources, MappingProxyType({}))
    return Catalogue.of(loaded.snapshot.stamped(1), revision)


@pytest.fixture
def small(data: Path, tmp_path: Path) -> Path:
    """A folder of tables with five occupations, free to be changed."""
    folder = tmp_path / "data"
    folder.mkdir()
    return cut(data, folder)
