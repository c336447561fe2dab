"""A topic's senders let in from Slack: preview, approval, write, verified, undone, logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.scenarios.load import find
from playground.slack import Message, View
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.check.test_subject import ALL, heading
from tests.features.world import Mending, buttons_of, first_line, mending, text_of

NAME = "alarm-root-only-key"
BUDGET, TOPIC = find(NAME).budget, find(NAME).topics[0]
REFERENCE = f"topic:{TOPIC.arn}"
ALARM = "alarm:citadel-errors"


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    """Opens `Aws` onto the embedded one, and closes what it opened."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def different() -> dict[str, Any]:
    """The settings that a test wants otherwise."""
    return {}


@pytest.fixture
def w(embedded_aws: EmbeddedAws, opener: OpenAws, different: dict[str, Any]) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [NAME], **{"senders": ALL, **different}) as here:
        yield here


def services(w: Mending) -> list[str]:
    """Whom the key's policy names by service."""
    found = [one["Principal"].get("Service") for one in w.key_policy(NAME)["Statement"]]
    return sorted(one for one in found if one)


def preview(w: Mending, answer: Message) -> View:
    return w.preview(answer, "fix.allow-on-key")


def test_all_are_let_in_by_one_change(w: Mending) -> None:
    budget, answer = w.command(BUDGET), w.command(REFERENCE)
    view = preview(w, answer)
    assert "Let AWS Budgets and Amazon CloudWatch use the key of citadel-alarms" in text_of(view)
    assert "will get through to      topic citadel-alarms" in text_of(view)
    done = w.submit(view)
    assert "✅ Done. Alerts of topic citadel-alarms arrive again" in done
    assert services(w) == ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
    told = {one.ts: heading(one) for one in w.answers()}
    assert told[answer.ts] == "✅ citadel-alarms: all 2 senders reach it"
    assert told[budget.ts] == f"✅ {BUDGET} alerts"
    assert w.story() == [
        "✅ topic citadel-alarms alerts again: the key of citadel-alarms lets AWS Budgets and "
        "Amazon CloudWatch in."
    ]
    assert w.thread()[0].thread_ts == answer.ts
    (change,) = {one.change for one in w.store.log.of_budget(ACCOUNT, REFERENCE, 50).items}
    assert change
    assert w.aws.control  # the judge agrees
    assert w.arrives(NAME)


def test_the_undo_takes_all_out_again(w: Mending) -> None:
    answer = w.command(REFERENCE)
    w.submit(preview(w, answer))
    undo = w.preview(w.thread()[0], "change.undo")
    assert "Undo" in w.submit(undo) or "Undone" in text_of(undo)
    assert services(w) == []
    told = {one.ts: heading(one) for one in w.answers()}
    assert told[answer.ts] == "❌ citadel-alarms: none of its 2 senders reaches it"


def test_an_alarms_own_answer_mends_it(w: Mending) -> None:
    answer = w.command(ALARM)
    done = w.submit(preview(w, answer))
    assert "Alerts of alarm citadel-errors arrive again" in done
    assert "cloudwatch.amazonaws.com" in services(w)
    assert heading(w.answers()[0]) == "✅ alarm citadel-errors alerts"
    assert w.story()[0].startswith("✅ alarm citadel-errors alerts again: ")
    assert "proof.new" not in buttons_of(w.thread()[0])


@pytest.mark.parametrize("different", [{"approvals": 1}], ids=["one approval"])
def test_another_mender_approves_it(w: Mending) -> None:
    answer = w.command(REFERENCE)
    w.submit(preview(w, answer))
    request = w.thread()[0]
    assert "asks you to approve" in first_line(request)
    assert "for topic citadel-alarms" in first_line(request)
    w.press(request, "change.approve", people.APPROVER)
    assert services(w) == ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
    assert heading(w.answers()[0]) == "✅ citadel-alarms: all 2 senders reach it"


def test_what_changed_since_the_preview_is_planned_anew(w: Mending) -> None:
    view = preview(w, w.command(REFERENCE))
    w.aws.client("cloudwatch").delete_alarms(AlarmNames=["citadel-errors"])
    said = w.submit(view)
    assert "Nothing was written" in said and services(w) == []
    assert "Let AWS Budgets use the key of citadel-alarms" in said


def test_the_log_of_the_topic_is_behind_its_button(w: Mending) -> None:
    answer = w.command(REFERENCE)
    w.submit(preview(w, answer))
    w.press(w.answers()[0], "log.open")
    assert any("topic citadel-alarms" in one and REFERENCE not in one for one in w.alone())


@pytest.mark.parametrize("different", [{"tickets": ("opsitem",)}], ids=["OpsCenter"])
def test_a_ticket_about_a_topic_is_shown_in_its_answer(w: Mending) -> None:
    answer = w.command(REFERENCE)
    view = w.preview(answer, "ticket.open")
    assert "topic citadel-alarms" in text_of(view)
    w.submit(view)
    assert "opened" in w.thread()[0].text and "topic citadel-alarms" in w.thread()[0].text
    w.clock.pass_(seconds=5)
    w.settle()
    assert "is open, opened by" in text_of(w.answers()[0])
