"""Questions to the tables that are asked while AWS is read, so that no answer waits for them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar, cast

_Answer = TypeVar("_Answer")


class Prefetch:
    """The questions of one job. Each answer is used once: who asks again wants to know it anew."""

    def __init__(self) -> None:
        self._asked: dict[Callable[..., object], tuple[tuple[str, ...], Future[object]]] = {}

    def ask(self, question: Callable[..., object], *about: str) -> None:
        """Ask now, on a thread of its own. Raises nothing of what it may raise."""
        future: Future[object] = Future()
        self._asked[question] = about, future
        Thread(target=_answer, args=(future, question, about), daemon=True).start()

    def answer(self, question: Callable[..., _Answer], *about: str) -> _Answer:
        """The answer, of before or of now. Raises what the question raises."""
        asked, future = self._asked.pop(question, ((), None))
        if future is None or asked != about:
            return question(*about)
        # It is the answer to this very question.
        return cast("_Answer", future.result())


def _answer(
    future: Future[object], question: Callable[..., object], about: tuple[str, ...]
) -> None:
    try:
        future.set_result(question(*about))
    except BaseException as error:  # noqa: BLE001 (raised where the answer is used)
        future.set_exception(error)
