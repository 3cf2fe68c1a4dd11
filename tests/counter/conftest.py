"""What tests of the counter share."""

from __future__ import annotations

from collections.abc import Iterator

import postgres
import pytest


@pytest.fixture(scope="session")
def one_server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture
def server(one_server: postgres.Server) -> postgres.Server:
    """A PostgreSQL that runs, with a common store in which there is nothing."""
    one_server.empty()
    return one_server
