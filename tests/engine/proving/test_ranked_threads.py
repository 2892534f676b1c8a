"""Ranked threads start the waiting call with the lowest rank first."""

import threading
from concurrent.futures import CancelledError, Future

import pytest

from torchquiz.engine.proving.ranked_threads import RankedThreads


class GatedThread:
    """A single ranked thread that starts no call before `open` and records the order of calls."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.threads = RankedThreads(1)
        self._gate = threading.Event()
        self.threads.submit_ranked((float("-inf"),), self._gate.wait)

    def submit(self, name: str, *rank: float) -> Future[None]:
        """Submit a call that records its name."""
        return self.threads.submit_ranked(rank, lambda: self.order.append(name))

    def open(self) -> list[str]:
        """Run everything, and return the names in the order in which the calls ran."""
        self._gate.set()
        self.threads.shutdown()
        return self.order


def test_the_lowest_rank_starts_first_and_equal_ranks_keep_their_order() -> None:
    thread = GatedThread()
    thread.submit("short", 0, -1)
    thread.submit("next lesson", 1, -100)
    thread.submit("long", 0, -9)
    thread.submit("short too", 0, -1)
    thread.threads.submit(thread.order.append, "without a rank")
    assert thread.open() == ["long", "short", "short too", "next lesson", "without a rank"]


def test_a_call_that_is_submitted_later_overtakes_those_that_wait() -> None:
    thread = GatedThread()
    thread.submit("short", -1)
    thread.threads.submit_ranked((-3,), lambda: thread.submit("medium", -2))
    thread.submit("shortest", 0)
    thread.submit("last", 1).add_done_callback(lambda future: done.set())
    done = threading.Event()
    thread._gate.set()
    assert done.wait(10)
    assert thread.open() == ["medium", "short", "shortest", "last"]


def test_an_exception_is_the_result_of_its_call_only() -> None:
    with RankedThreads(1) as threads:
        failing = threads.submit(int, "seven")
        assert threads.submit(int, "7").result() == 7
        with pytest.raises(ValueError, match="seven"):
            failing.result()


def test_a_shutdown_may_cancel_the_calls_that_wait() -> None:
    thread = GatedThread()
    waiting = thread.submit("waiting", 0)
    thread.threads.shutdown(wait=False, cancel_futures=True)
    assert thread.open() == []
    with pytest.raises(CancelledError):
        waiting.result()


def test_workers_are_prepared_once_before_the_first_call() -> None:
    prepared: list[bool] = []
    with RankedThreads(1, lambda: prepared.append(True)) as threads:
        assert not prepared
        assert [threads.submit(len, prepared).result() for _ in range(2)] == [1, 1]
