"""The user's incident, mended, undone, ticketed and told, from Slack's requests alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.answers import UpdateAnswers
from bot.jobs.crash_points import CrashPoint
from playground.scenarios.load import find
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.world import Mending, buttons_of, mending, text_of

INCIDENT = "aws-managed-key"
GRANT = "customer-key-without-budgets"
TWO = "two-faults"
BOTH = "fix.move-to-new-key+allow-on-topic"
EXACT = {
    "change.more": "Compliance:",
    "change.difference": "kms:CreateKey",
    "change.terraform": 'resource "aws_kms_key"',
    "change.cloudformation": "AWS::KMS::Key",
}


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [INCIDENT, GRANT, TWO], tickets=("opsitem",)) as found:
        yield found


def test_the_incident_is_mended_undone_ticketed_and_told(world: Mending) -> None:
    assert not world.arrives(INCIDENT)
    answer = world.check(INCIDENT)
    assert "does not alert" in answer.text and "fix.move-to-new-key" in buttons_of(answer)

    view = world.preview(answer, "fix.move-to-new-key")
    assert "Make a key for" in text_of(view) and "Who notices" in text_of(view)
    for form, shows in EXACT.items():
        assert shows not in text_of(view)
        over = world.preview(view, form)
        assert shows in text_of(over)
        world.slack.person("U0MENDER").close(over)
    assert world.topic(INCIDENT)["KmsMasterKeyId"] == "alias/aws/sns"

    assert "✅ Done" in world.submit(view)
    assert world.topic(INCIDENT)["KmsMasterKeyId"] != "alias/aws/sns"
    assert world.arrives(INCIDENT)
    assert "✅" in answer.text and "fix.move-to-new-key" not in buttons_of(answer)

    applied = world.thread()[-1]
    assert buttons_of(applied) == ["change.undo"]
    assert "↩️ Undone" in world.submit(world.preview(applied, "change.undo"))
    assert world.topic(INCIDENT)["KmsMasterKeyId"] == "alias/aws/sns"
    assert not world.arrives(INCIDENT)
    assert "does not alert" in answer.text and "fix.move-to-new-key" in buttons_of(answer)
    assert buttons_of(applied) == []

    assert "is open in" in world.submit(world.preview(answer, "ticket.open"), "Please look")
    story = world.story()
    assert story.pop().startswith("🎫 mina opened oi-")
    assert story == [
        "↩️ Undone: move alert_topic_manage to a new key, for cost-all-services-manage",
        "↩️ Undone: move alert_topic_manage to a new key, for cost-all-services-manage",
    ]
    assert all(message.thread_ts == answer.ts for message in world.thread())
    told = text_of(world.command("log cost-all-services-manage"))
    lines = ("opened the ticket oi-", "undid “move ", "moved <", "to a new key")
    assert [told.count(line) for line in lines] == [1, 1, 1, 2]
    assert told.index("opened the ticket") < told.index("undid") < told.index("moved")


def test_a_customer_key_learns_of_budgets(world: Mending) -> None:
    assert not world.arrives(GRANT)
    before = world.key_policy(GRANT)
    assert "✅ Done" in world.mend(GRANT, "allow-on-key")
    assert world.key_policy(GRANT)["Statement"][:-1] == before["Statement"]
    assert world.key_policy(GRANT)["Statement"][-1]["Principal"] == {
        "Service": "budgets.amazonaws.com"
    }
    assert world.arrives(GRANT)
    undo = world.preview(world.thread()[-1], "change.undo")
    assert "↩️ Undone" in world.submit(undo)
    assert world.key_policy(GRANT) == before
    assert not world.arrives(GRANT)


def test_one_of_two_faults_is_mended_and_nobody_takes_the_alert_for_mended(world: Mending) -> None:
    ended = world.mend(TWO, "move-to-new-key")
    assert "Done, but one fault is left" in ended and "✅" not in ended
    assert "do not arrive yet: " in ended and "topic" in ended
    applied = world.thread()[-1]
    assert buttons_of(applied) == ["change.undo"]
    assert not world.arrives(TWO)
    assert "✅ Done" in world.mend(TWO, "allow-on-topic")
    assert world.arrives(TWO)


def test_two_faults_are_mended_by_one_change_and_taken_back_by_one(world: Mending) -> None:
    answer = world.check(TWO)
    assert "Mend both" in text_of(answer)
    view = world.preview(answer, BOTH)
    said = text_of(view)
    assert "Mend both faults on the path of" in said and "will arrive again" in said
    assert said.index("Make a key for") < said.index("Add one statement to the policy of")
    before, key = world.topic(TWO)["Policy"], world.topic(TWO)["KmsMasterKeyId"]

    assert "✅ Done" in world.submit(view)
    assert world.arrives(TWO) and "✅" in answer.text
    records = world.store.log.of_account("111111111111", 50).items
    assert len({record.change for record in records if record.fix == BOTH.partition(".")[2]}) == 1

    assert "↩️ Undone" in world.submit(world.preview(world.thread()[-1], "change.undo"))
    assert not world.arrives(TWO)
    assert world.topic(TWO)["KmsMasterKeyId"] == key
    assert json.loads(world.topic(TWO)["Policy"]) == json.loads(before)


def rename(world: Mending) -> None:
    """Somebody else edits the topic's policy."""
    sns = world.aws.client("sns", find(TWO).topics[0].region)
    policy = json.loads(world.topic(TWO)["Policy"])
    policy["Statement"][0]["Sid"] = "Renamed"
    sns.set_topic_attributes(
        TopicArn=find(TWO).topics[0].arn,
        AttributeName="Policy",
        AttributeValue=json.dumps(policy),
    )


def test_of_both_nothing_is_written_where_one_text_has_changed(world: Mending) -> None:
    view = world.preview(world.check(TWO), BOTH)
    rename(world)
    assert "Nothing was written." in world.submit(view)
    assert world.topic(TWO)["KmsMasterKeyId"] == "alias/aws/sns"
    assert "Renamed" in world.topic(TWO)["Policy"]


def test_where_the_second_cannot_be_written_it_says_which_is_done(world: Mending) -> None:
    view = world.preview(world.check(TWO), BOTH)
    world.at[CrashPoint.COMPARED] = lambda: rename(world)
    said = world.submit(view)
    assert "4 of 5 steps are done" in said
    assert "Done: Move the topic to a new customer managed key." in said
    assert "Not done: Let AWS Budgets publish" in said
    assert "Renamed" in world.topic(TWO)["Policy"]
    assert world.topic(TWO)["KmsMasterKeyId"] != "alias/aws/sns"


def test_an_answer_drawn_anew_still_says_who_mended_it(world: Mending) -> None:
    answer = world.check(GRANT)
    world.submit(world.preview(answer, "fix.allow-on-key"))
    assert "Mended by" in " ".join(text_of(answer).split())
    world.routes.send(Job("again", NOBODY, UpdateAnswers("111111111111", find(GRANT).budget)))
    world.settle()
    assert "Mended by" in " ".join(text_of(answer).split())
