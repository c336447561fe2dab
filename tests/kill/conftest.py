"""Workers that die, one process each."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

import pytest

from bot.features.change.read_path import FixRequest
from tests.features.change.bench import Bench
from tests.features.change.conftest import b, opener
from tests.kill.run import Death, die

__all__ = ["b", "opener"]

Kill = Callable[[Death, str, FixRequest | str], None]
SIGKILLED = -9


@pytest.fixture(scope="session")
def processes() -> multiprocessing.context.ForkServerContext:
    """Processes that have loaded boto3 and AWS's models already, and nothing of this one."""
    context = multiprocessing.get_context("forkserver")
    modules = "tests.kill.run", "tests.kill.test_slack", "tests.kill.preload"
    context.set_forkserver_preload(list(modules))
    return context


@pytest.fixture
def kill(b: Bench, processes: multiprocessing.context.ForkServerContext) -> Kill:
    """Runs a worker that has to die by SIGKILL."""

    def run(death: Death, call: str, given: FixRequest | str) -> None:
        process = processes.Process(target=die, args=(b.aws.url, death, call, given))
        process.start()
        process.join()
        assert process.exitcode == SIGKILLED, f"{death.point} was not reached"
        process.close()

    return run
