"""The policy evaluator: one policy asked again, and new ones beside @cloud-copilot/iam-simulate.

Counted by the second of CPU, so that what else the machine does changes neither side.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from bot.core.policy import Effect, evaluate
from tools.bench.figure import Figure
from tools.bench.iam_simulate import IamSimulate
from tools.bench.policies import Question, question

_AGAIN, _PER_SECOND = 20_000, 20_000
_ROUNDS, _FACTOR = 5, 2.0
_SIZES = {1: 1_500, 5: 1_000, 20: 400}
"""Statements of a policy, and how many such policies a round has."""


def measure() -> Iterator[Figure]:
    """A small policy asked again and again, and for each size a new text each time."""
    yield _again()
    with IamSimulate() as peer:
        for statements, count in _SIZES.items():
            yield _beside(peer, statements, count)


def _again() -> Figure:
    """AWS's statement for Budgets and the owner's, the compiled form kept."""
    per_second = _AGAIN / _ours([question(2, 0)] * _AGAIN)
    return Figure(
        "policy evaluator, one small policy asked again",
        f"{per_second:,.0f} evaluations per second of CPU",
        f"at least {_PER_SECOND:,}",
        per_second >= _PER_SECOND,
    )


def _beside(peer: IamSimulate, statements: int, count: int) -> Figure:
    """Both judge the same policies, turn by turn; the first round warms them up."""
    rounds = [
        [question(statements, number) for number in range(start, start + count)]
        for start in range(0, count * (_ROUNDS + 1), count)
    ]
    took = [(_ours(asked), peer.seconds(asked)) for asked in rounds][1:]
    ours, theirs = (count / statistics.median(side) for side in zip(*took, strict=True))
    return Figure(
        f"policy evaluator, a new text each time, statements: {statements}, beside iam-simulate",
        f"{ours:,.0f} per second of CPU = {ours / theirs:.2f} x {theirs:,.0f}",
        f"at least {_FACTOR:g} x",
        ours >= _FACTOR * theirs,
    )


def _ours(asked: list[Question]) -> float:
    """The seconds of CPU that we take for all of these."""
    started = time.process_time()
    for one in asked:
        if evaluate(one.policy, one.request).effect is not Effect.ALLOW:
            raise RuntimeError("the bench's own policy is not allowed")
    return time.process_time() - started
