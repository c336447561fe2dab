"""Print every figure; 1 where a goal is missed.

`organisation [ACCOUNTS]` prints its own alone, which take half an hour and are none of the others.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playground.aws.process import running
from tools import artefact
from tools.bench import (
    answer,
    call,
    check,
    demo,
    evaluator,
    fairness,
    front_door,
    laptop,
    organisation,
    sweep,
    template,
    texts,
    topic,
)
from tools.bench.figure import Figure

_LAST_WORDS = 5000


def main() -> int:
    """Measure against an embedded AWS that holds every scenario."""
    given = _given()
    if given.rows == "organisation":
        with _quiet():
            return _printed(organisation.measure(given.accounts))
    with _quiet(), running(()) as server:
        laptop.become(server.url)
        return _printed(_figures(server.url))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("rows", nargs="?", choices=("organisation",))
    parser.add_argument("accounts", nargs="?", type=int, default=organisation.ACCOUNTS)
    return parser.parse_args()


def _printed(figures: Iterable[Figure]) -> int:
    missed = 0
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()
        missed += not figure.holds
    return 1 if missed else 0


def _figures(url: str) -> Iterator[Figure]:
    yield from evaluator.measure()
    yield texts.measure()
    yield template.measure()
    yield from check.measure(url)
    yield topic.measure()
    yield answer.measure(url)
    yield from fairness.measure(url)
    yield call.measure(url)
    yield from demo.measure()
    yield from _front_door(url)
    yield from sweep.measure(url)


def _front_door(url: str) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for figure in front_door.measure(url, artefact.make(Path(folder, "task"))):
            yield replace(figure, what=f"{figure.what} ({artefact.header()})")


@contextmanager
def _quiet() -> Iterator[None]:
    """What is run here logs to a file, whose end is shown where something fails."""
    with tempfile.TemporaryFile() as words:
        terminal = os.dup(2)
        os.dup2(words.fileno(), 2)
        try:
            yield
        except BaseException:
            words.seek(max(0, words.tell() - _LAST_WORDS))
            os.write(terminal, words.read())
            raise
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


if __name__ == "__main__":
    sys.exit(main())
