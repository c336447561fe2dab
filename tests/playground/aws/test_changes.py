"""Waiting for the next change that shows."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.aws.control import ControlError
from playground.aws.server.changes import LONGEST_WAIT
from tests.conftest import ACCOUNT, EmbeddedAws


def test_reads_and_other_services_change_nothing(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    before = control.changed(0, 0)
    embedded_aws.client("sns").list_topics()
    embedded_aws.client("kms").list_keys()
    embedded_aws.client("budgets").describe_budgets(AccountId=ACCOUNT)
    embedded_aws.client("sqs").create_queue(QueueName="q")
    control.calls()
    control.forget_calls()
    assert control.changed(before, 0) == before


def test_each_write_and_each_route_counts(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    changes: list[Callable[[], object]] = [
        lambda: embedded_aws.client("sns").create_topic(Name="alerts"),
        lambda: embedded_aws.client("kms").create_key(),
        lambda: control.fault("kms", name="mine"),
        lambda: control.forget_faults("mine"),
        control.reset,
    ]
    seen = [control.changed(0, 0)]
    for change in changes:
        change()
        seen.append(control.changed(seen[-1], LONGEST_WAIT))
    assert seen == sorted(set(seen)), "a reset does not set it back"


def test_it_wakes(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    before = control.changed(0, 0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(control.changed, before, LONGEST_WAIT)
        time.sleep(0.2)
        embedded_aws.client("sns").create_topic(Name="alerts")
        assert waiting.result() > before, "where nobody wakes it, it says the same number"


def test_it_gives_up_in_time(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    before = control.changed(0, 0)
    started = time.monotonic()
    assert control.changed(before, 0.3) == before
    assert time.monotonic() - started >= 0.3
    assert control.changed(before + 7, LONGEST_WAIT) == before, "a number of another server's life"
    assert LONGEST_WAIT < 120, "the client's own time-out"


def test_wrong_words(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    assert control.changed(control.changed(0, 0), -1)
    with pytest.raises(ControlError, match="could not convert"):
        control._get("/changes", after="0", seconds="soon")
