"""The push: hands over to a common store what a machine has counted, exactly once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from byline.counter.common import Common
from byline.counter.policy import Policy
from byline.counter.spool import Spool
from byline.counter.store import Batch


def push(spool: Spool, common: Common, today: datetime.date, policy: Policy, caps: Mapping[str, int]) -> bool:
    """Hand over the sums of days that are over; hourly, all that has been counted so far. Whether there was anything.

    Raises what the two stores raise; whatever had been done until then, it can simply be tried again.
    """

    def hand_over(batch: Batch) -> None:
        common.merge(batch, spool.last(), caps, today, policy.retention)
        spool.unpack()

    with spool.turn():
        waiting = spool.packed()  # from a push that was cut short
        if waiting:
            hand_over(waiting)
        batch = spool.pack(today, whole=policy.push == "hourly")
        if batch:
            hand_over(batch)
    if not (waiting or batch):
        common.fold(today, policy.retention)  # which else goes along
    return bool(waiting or batch)
