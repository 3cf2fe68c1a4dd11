"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import postgres
import pytest

from byline import pressroom
from byline.indexing import Index


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="Write what comes of the cases into tests/cases; read the difference."
    )


@pytest.fixture(autouse=True, scope="session")
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands keep nothing among the caches of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session")
def one_server() -> Iterator[postgres.Server]:
    """The one PostgreSQL of this process."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def server(one_server: postgres.Server) -> postgres.Server:
    """A PostgreSQL that runs, with a common store in which there is nothing."""
    one_server.empty()
    return one_server


@pytest.fixture(autouse=True, scope="module")
def laws_without_search(request: pytest.FixtureRequest) -> Iterator[None]:
    """The laws compare editions with `edition.make`, which makes no files of the search; its own are in `test_search`."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.parent.name == "laws":
            patch.setattr(pressroom, "index", lambda *_: Index())
        yield
