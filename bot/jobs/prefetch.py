"""Questions to the tables that are asked while AWS is read, so that no answer waits for them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar, cast

from bot.aws.pool import Pool

_Answer = TypeVar("_Answer")


class Prefetch:
    """The questions of one job. Each answer is used once: who asks again wants to know it anew."""

    def __init__(self) -> None:
        self._asked: dict[Callable[..., object], tuple[tuple[str, ...], Future[object]]] = {}

    def ask(self, question: Callable[..., object], *about: str) -> None:
        """Ask now, on a thread of its own. Raises nothing of what it may raise."""
        pool = Pool(1)
        self._asked[question] = about, pool.submit(question, *about)
        pool.shutdown()  # its thread ends with the answer

    def answer(self, question: Callable[..., _Answer], *about: str) -> _Answer:
        """The answer, of before or of now. Raises what the question raises."""
        asked, future = self._asked.pop(question, ((), None))
        if future is None or asked != about:
            return question(*about)
        # It is the answer to this very question.
        return cast("_Answer", future.result())
