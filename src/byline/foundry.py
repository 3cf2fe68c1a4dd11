"""The foundry: has the layouts cast into stereotypes by a process of its own, while the portal is still being read.

What is cast goes from one process of a run to the other and is never kept, since whoever could write to where it lies
could have anything run.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import CodeType

from byline.shift import WorkerLost
from byline.workers import Workers

_stock: dict[str, bytes] = {}
"""The stereotypes that were cast ahead, by the digests of their layouts. They make no page different, but sooner."""


def begin(cast: Callable[[], Mapping[str, CodeType]], workers: Workers) -> Callable[[], None]:
    """Begin to cast layouts; `cast` gives the stereotypes by digests. What is given back waits until they are in stock.

    Where only one process may work, or that one is lost, a layout is cast when a page wants it.
    """
    if workers.number == 1:
        return lambda: None
    answer = workers.aside(lambda: {digest: marshal.dumps(code) for digest, code in cast().items()})

    def wait() -> None:
        with suppress(WorkerLost):
            _stock.update(answer())

    return wait


def in_stock(digest: str) -> CodeType | None:
    """The stereotype of a layout, if it was cast ahead."""
    cast = _stock.get(digest)
    return marshal.loads(cast) if cast else None  # noqa: S302  # our own process's
