"""Runs calls in threads, starting with the call of the lowest rank."""

import heapq
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

Result = TypeVar("Result")
Rank = tuple[float, ...]
LAST: Rank = (float("inf"),)
"""The rank of calls that start after all others."""


@dataclass(order=True, slots=True)
class WaitingCall:
    """A call that no thread has started yet."""

    rank: Rank
    number: int
    """The number of calls submitted before this one, which keeps equal ranks in order."""
    future: Future[Any] = field(compare=False)
    call: Callable[[], Any] = field(compare=False)


class RankedThreads(Executor):
    """An executor whose threads always start the waiting call with the lowest rank.

    A call submitted without a rank comes after all calls with a rank.

    Args:
        thread_count: the number of threads.
        prepare: a function that is called once, before the first call is submitted.
    """

    def __init__(self, thread_count: int, prepare: Callable[[], None] = lambda: None) -> None:
        self._threads = ThreadPoolExecutor(thread_count)
        self._prepare = prepare
        self._lock = threading.Lock()
        self._waiting: list[WaitingCall] = []
        self._submitted = 0

    def submit(
        self, function: Callable[..., Result], /, *arguments: Any, **options: Any
    ) -> Future[Result]:
        """Submit a call that comes after all calls with a rank."""
        return self.submit_ranked(LAST, lambda: function(*arguments, **options))

    def submit_ranked(self, rank: Rank, call: Callable[[], Result]) -> Future[Result]:
        """Submit a call that starts before all waiting calls with a higher rank."""
        if not self._submitted:
            self._prepare()
        future: Future[Result] = Future()
        with self._lock:
            heapq.heappush(self._waiting, WaitingCall(rank, self._submitted, future, call))
            self._submitted += 1
        # The executor's own queue only counts calls: a free thread takes the waiting call with the
        # lowest rank.
        self._threads.submit(self._run_next)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop accepting calls.

        Args:
            wait: whether to wait for the calls that are still running.
            cancel_futures: whether to cancel the waiting calls.
        """
        if cancel_futures:
            with self._lock:
                for waiting in self._waiting:
                    waiting.future.cancel()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)

    def _run_next(self) -> None:
        with self._lock:
            first = heapq.heappop(self._waiting)
        if not first.future.set_running_or_notify_cancel():
            return
        try:
            result = first.call()
        except BaseException as error:
            first.future.set_exception(error)
        else:
            first.future.set_result(result)
