"""How chance tests: the same examples in every run, nothing kept on the disk, no clock.

`make laws` tries many times as many in some modules. From `BYLINE_TRIES=100` on they are others each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

FACTOR = int(os.environ.get("BYLINE_TRIES", "1"))  # noqa: TID251  # asked of whoever runs the tests: how many times more
_NIGHT = 100


def tries(number: int, *, shrink: bool = True) -> settings:
    """So many examples, times `BYLINE_TRIES`. Where one takes long, a smaller one is not worth the search."""
    return settings(
        max_examples=number * FACTOR,
        deadline=None,
        derandomize=FACTOR < _NIGHT,
        database=None,
        print_blob=False,
        phases=[phase for phase in Phase if shrink or phase not in {Phase.shrink, Phase.explain}],
        suppress_health_check=list(HealthCheck),
    )
