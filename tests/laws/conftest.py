"""What the laws have in common."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from byline import pressroom
from byline.indexing import Index


@pytest.fixture(autouse=True, scope="module")
def without_search() -> Iterator[None]:
    """Editions are compared with `edition.make`, which makes no files of the search; its own laws are in `test_search`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pressroom, "index", lambda *_: Index())
        yield
