"""Workers: the same answers whatever their number, and an end in any case."""

from __future__ import annotations

import os
import resource
import signal
import time
from functools import partial

import pytest

from byline import shift, workers
from byline.shift import Card, Limit, WorkerLost, follow, uninterrupted
from byline.workers import Assistant, Workers, dismiss


@pytest.mark.parametrize("number", [1, 2, 3])
def test_answers_come_in_the_order_of_the_values(number: int) -> None:
    values = list(range(500))
    assert Workers(number).map(lambda value: value * value, values) == [value * value for value in values]


def test_many_open_files_are_in_nobodys_way() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        assert Workers(2).map(abs, list(range(500))) == list(range(500))
    finally:
        for one in opened:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_whoever_looks_at_a_time_card_while_it_is_written_sees_no_value_that_lasts_for_ever() -> None:
    card, begun = Card(), time.monotonic()
    worker = os.fork()
    while worker == 0:
        for place in range(1000):
            card.begin(place)
    seen: list[tuple[float, float]] = []
    try:
        while len(seen) < 5_000:
            since, used, place = card.read()
            if place >= 0:
                seen.append((since, used))
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    assert all(since >= begun and used > 0 for since, used in seen)


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


def costly(value: int) -> int:
    if value == 7:
        while True:
            pass
    if value == 13:
        return len(bytearray(400_000_000))
    if value == 19:
        os.kill(os.getpid(), signal.SIGKILL)
    return value


@pytest.mark.parametrize("number", [1, 2])
def test_what_costs_too_much_is_given_up_and_nothing_else(number: int) -> None:
    """Too long, too much memory, and a process that falls over a value."""
    limit: Limit[int, int] = Limit(0.5, 200, lambda value: -value)
    parts = [range(start, start + 5) for start in range(0, 30, 5)]
    found = Workers(number, guarded=True).gather(costly, parts, lambda part, made: (part, made), 10, limit)
    given_up = {7, 13, 19}
    assert found == [
        (number, [-value if value in given_up else value for value in part]) for number, part in enumerate(parts)
    ]


def test_waiting_is_not_working(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other things must not make a text look costly; one that hangs is given up in the end."""

    def wait(value: int) -> int:
        time.sleep(value)
        return value

    limit: Limit[int, int] = Limit(0.5, 200, lambda value: -value)
    monkeypatch.setattr(shift, "PATIENCE", 4)
    assert Workers(2, guarded=True).gather(wait, [[0, 1], [60]], lambda _, made: made, 1, limit) == [[0, 1], [-60]]


def test_whoever_sets_a_limit_is_served_by_a_process_that_can_be_ended() -> None:
    limit: Limit[int, int] = Limit(5, 500, lambda _: 0)
    guarded, alone = Workers(1, guarded=True), Workers(1)
    assert guarded.gather(lambda _: os.getpid(), [[1]], lambda _, made: made[0], limit=limit) != [os.getpid()]
    assert alone.gather(lambda _: os.getpid(), [[1]], lambda _, made: made[0], limit=limit) == [os.getpid()]


def test_parts_are_gathered_where_they_were_made() -> None:
    parts = [range(100), range(100, 200), range(200, 230)]
    found = Workers(2).gather(lambda _: os.getpid(), parts, lambda _, made: {*made, os.getpid()})
    assert [len(processes) for processes in found] == [1, 1, 1]
    assert os.getpid() not in set.union(*found)


def test_a_worker_whose_leader_has_ended_before_it_could_follow_ends() -> None:
    child = os.fork()
    if not child:
        follow(os.getpid())  # not the process that forked it
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_work_beside_ones_own() -> None:
    begun = Workers().aside(lambda: (os.getpid(), "x" * 1_000_000))
    process, text = begun()
    assert (process == os.getpid(), len(text)) == (False, 1_000_000)


def test_what_goes_wrong_beside_is_raised_where_it_is_waited_for() -> None:
    def refuse() -> None:
        raise OSError(28, "No space left on device")

    begun = Workers(2).aside(refuse)
    with pytest.raises(OSError, match="No space"):
        begun()
    begun = Workers(2).aside(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(WorkerLost):
        begun()


def test_an_assistant_gets_ready_and_does_one_piece_of_work_after_the_other() -> None:
    assistant = Assistant(partial(os.umask, 0o123))
    process, mask, failed = (assistant.ask(work) for work in (os.getpid, partial(os.umask, 0), partial(int, "none")))
    with pytest.raises(ValueError, match="none"):
        failed()
    assert (process() == os.getpid(), mask()) == (False, 0o123)
    dismiss()


def test_an_assistant_who_is_gone_is_missed_when_the_answer_is_waited_for() -> None:
    assistant = Assistant(lambda: os._exit(1))
    (process,) = workers._aside
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    answer = assistant.ask(os.getpid)
    with pytest.raises(WorkerLost):
        answer()
    dismiss()


def test_an_assistant_who_is_let_go_does_what_was_asked() -> None:
    assistant = Assistant(lambda: None)
    answer = assistant.ask(os.getpid)
    assistant.leave()
    process = answer()
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)  # it ends, though nobody ends it
    dismiss()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_waits_until_a_new_process_is_known(end: signal.Signals) -> None:
    def interrupted() -> int:
        known = 1
        signal.signal(end, lambda *_: os._exit(known))
        with uninterrupted():
            os.kill(os.getpid(), end)
            known = 2
        return 3

    child = os.fork()  # with one thread, as a build has
    if not child:
        os._exit(interrupted())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2


def test_what_follows_leaves_an_interruption_to_its_leader() -> None:
    def interrupted() -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    assert Workers().aside(interrupted)() == "done"
    with pytest.raises(WorkerLost):
        Workers().aside(lambda: os.kill(os.getpid(), signal.SIGTERM))()
