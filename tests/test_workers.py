"""Workers: the same answers whatever their number, and an end in any case."""

from __future__ import annotations

import os
import signal

import pytest

from byline.workers import WorkerLost, Workers, _follow


@pytest.mark.parametrize("number", [1, 2, 3])
def test_answers_come_in_the_order_of_the_values(number: int) -> None:
    values = list(range(500))
    assert Workers(number).map(lambda value: value * value, values) == [value * value for value in values]


def test_a_few_values_are_not_worth_a_process() -> None:
    assert set(Workers(2).map(lambda _: os.getpid(), range(20))) == {os.getpid()}
    assert os.getpid() not in Workers(2).map(lambda _: os.getpid(), range(20), worth_it=10)


def test_a_worker_that_is_ended_from_outside_ends_the_work() -> None:
    def end(value: int) -> int:
        if value == 300:
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    with pytest.raises(WorkerLost):
        Workers(2).map(end, list(range(500)))
    assert Workers(2).map(abs, list(range(500))) == list(range(500))


def test_what_goes_wrong_in_a_worker_is_raised_here() -> None:
    def refuse(value: int) -> int:
        if value == 300:
            raise OSError(28, "No space left on device")
        return value

    with pytest.raises(OSError, match="No space"):
        Workers(2).map(refuse, list(range(500)))


def test_a_worker_whose_leader_has_ended_before_it_could_follow_ends() -> None:
    child = os.fork()
    if not child:
        _follow(os.getpid())  # not the process that forked it
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
