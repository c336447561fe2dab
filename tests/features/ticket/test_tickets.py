"""Change tickets from Slack: drawn up, opened once, said in the thread, tried again."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from bot.core.thread import Thread, ThreadOrigin
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.slack import Fault, Message, View, seed
from tests.conftest import ACCOUNT
from tests.events.test_opsitems import update
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of

OPEN = "ticket.open"
CAUSE = "the key's policy does not let AWS Budgets in"


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",), "alerts_channel": seed.FINOPS}


def items(world: Mending) -> int:
    return len(world.aws.control.calls("ssm", "CreateOpsItem"))


def test_it_is_looked_at_before_it_is_opened(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    assert '"Sid": "BudgetCheckAllowBudgets"' not in text_of(view)
    assert view.body["submit"]["text"] == "Open the ticket" and items(world) == 0
    whole = world.preview(view, "ticket.text")
    assert "key.policy-silent" in text_of(whole) and '"Sid": "BudgetCheckAllowBudgets"' in text_of(
        whole
    )
    world.slack.person(seed.MENDER).close(whole)
    said = enter(world, view, "Alerts of the test budget", "Please do this before Friday")
    assert "is open in" in said and items(world) == 1
    assert (
        world.thread()[-1].text == f"🎫 mina opened {only(world)} for {find(GRANT).budget}: {CAUSE}"
    )
    ssm = world.aws.client("ssm", find(GRANT).topics[0].region)
    item = ssm.get_ops_item(OpsItemId=only(world))["OpsItem"]
    assert item["Title"] == "Alerts of the test budget"
    assert "Please do this before Friday" in item["Description"]
    assert world.records() == ["asked for a ticket", "opened a ticket"]


def enter(world: Mending, view: View, title: str, note: str, **more: str) -> str:
    """Submit the dialog with these; what the view says in the end."""
    typed = {"title": title, "note": note, **more}
    inputs = [block for block in view.blocks if block["type"] == "input"]
    ids = [(block["block_id"], block["element"]["action_id"]) for block in inputs]
    values = {block: {action: typed[action]} for block, action in ids if action in typed}
    world.slack.person(seed.MENDER).submit(view, values)
    world.settle()
    return text_of(view)


def only(world: Mending) -> str:
    """The one ticket that is open."""
    (one,) = world.store.opened.open()
    return one.ticket


def test_one_that_is_open_is_shown_before_the_dialog(world: Mending) -> None:
    answer = world.check(GRANT)
    world.submit(world.preview(answer, OPEN))
    view = world.preview(answer, OPEN)
    shown = text_of(view)
    assert f"*{only(world)}*" in shown or only(world) in shown
    assert "is open already, opened by" in shown and "Open it in AWS Systems" in shown
    assert "title" not in str(view.body["blocks"]) and items(world) == 1


def test_one_that_is_open_stands_in_every_answer_about_its_fault(world: Mending) -> None:
    first = world.check(GRANT)
    id = opened(world)
    world.clock.pass_(seconds=5)
    world.tick()
    for answer in (world.answers()[0], world.check(GRANT)):
        assert f"🎫 {id} is open, opened by mina" in " ".join(text_of(answer).split())
        row = next(block for block in answer.blocks if block["type"] == "actions")
        (link,) = [one for one in row["elements"] if "url" in one]
        assert link["text"]["text"] == f"Open ticket {id}" and id in link["url"]
        shown = [one["action_id"] for one in row["elements"]]
        assert OPEN not in shown and OPEN in buttons_of(answer), "only the menu opens another"
    assert first.ts == world.answers()[0].ts
    assert world.press(world.answers()[0], "link.ticket").status == 200
    hear(world, update(**{"ops-item-id": id}))
    for answer in (world.answers()[0], world.check(GRANT)):
        assert "is open" not in text_of(answer) and "Open a ticket" in text_of(answer)


def test_one_of_another_budget_of_the_topic_stands_there_too_and_hinders_no_own(
    world: Mending,
) -> None:
    beside(world, "beside")
    id = opened(world)
    answer = world.command("beside")
    assert f"🎫 {id} is open, opened by mina" in " ".join(text_of(answer).split())
    assert OPEN in buttons_of(answer), "the menu opens one for this budget"
    world.submit(world.preview(answer, OPEN))
    assert items(world) == 2
    own = {one.budget: one.ticket for one in world.store.opened.open()}
    world.clock.pass_(seconds=5)
    assert own["beside"] != id and own["beside"] in text_of(world.command("beside"))
    assert id in text_of(world.check(GRANT)), "its own comes first"


def beside(world: Mending, name: str) -> None:
    """Another budget that alerts to the topic."""
    client = world.aws.client("budgets")
    client.create_budget(
        AccountId=ACCOUNT,
        Budget={
            "BudgetName": name,
            "BudgetLimit": {"Amount": "100", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        },
        NotificationsWithSubscribers=[
            {
                "Notification": {
                    "NotificationType": "ACTUAL",
                    "ComparisonOperator": "GREATER_THAN",
                    "Threshold": 80,
                },
                "Subscribers": [{"SubscriptionType": "SNS", "Address": find(GRANT).topics[0].arn}],
            }
        ],
    )


def test_one_that_is_open_stands_in_the_post_about_the_break(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    sweep(world)
    world.clock.pass_(minutes=30)  # else it might be AWS that shows the text from before
    kms = world.aws.client("kms", find(GRANT).topics[0].region)
    key = world.topic(GRANT)["KmsMasterKeyId"]
    key = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=root_alone())
    sweep(world)
    world.submit(world.preview(break_of(world), OPEN))
    text = " ".join(text_of(break_of(world)).split())
    assert f"{only(world)} is open, opened by mina" in text and "Open another ticket" in text
    assert "Open one ticket" not in text
    hear(world, update(**{"ops-item-id": only(world)}))
    text = text_of(break_of(world))
    assert "is open" not in text and "Open one ticket" in text


def sweep(world: Mending) -> None:
    hear(world, {"source": "budget-check.sweep"})


def root_alone() -> str:
    root = f"arn:aws:iam::{ACCOUNT}:root"
    may = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [may]})


def break_of(world: Mending) -> Message:
    """The post of the watch."""
    (post,) = (one for one in world.messages() if "Changed by" in text_of(one))
    return post


def test_another_fault_of_the_same_budget_has_a_ticket_of_its_own(world: Mending) -> None:
    opened(world)
    topic = find(GRANT).topics[0]
    world.aws.client("sns", topic.region).set_topic_attributes(
        TopicArn=topic.arn, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    answer = world.check(GRANT)
    assert "Open a ticket" in text_of(answer) and "is open" not in text_of(answer)


def test_another_one_finds_what_is_open_in_the_system(world: Mending) -> None:
    """Nobody may have told that a ticket is closed; the system itself knows."""
    answer = world.check(GRANT)
    world.submit(world.preview(answer, OPEN))
    assert "was open already" in world.submit(world.preview(answer, OPEN))
    assert items(world) == 2, "who wants another one has the system asked"
    assert f"{only(world)} is open already: {CAUSE}" in world.thread()[-1].text


def test_what_was_typed_stays_where_it_could_not_be_opened(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    world.aws.fault("ssm", "*", code="ServiceUnavailable", status=503)
    enter(world, view, "My own title", "My note")
    assert "My own title" in str(view.body) and "My note" in str(view.body)
    world.aws.control.forget_faults()


def test_a_system_that_is_down_can_be_tried_again(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    world.aws.fault("ssm", "*", code="ServiceUnavailable", status=503)
    enter(world, view, "A title", "A note to keep")
    world.aws.control.forget_faults()
    assert view.body["submit"]["text"] == "Try again"
    assert "A note to keep" in str(view.body)
    assert "could not open a ticket" in world.records() and world.thread() == []
    assert "is open in" in world.submit(view) and "opened" in world.thread()[-1].text


def test_who_may_not_mend_may_still_open_one(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN, seed.NOBODY)
    assert "is open in" in world.submit(view, user=seed.NOBODY)


@pytest.mark.parametrize("different", [{"tickets": ("opsitem",), "menders": ()}])
def test_without_menders_there_is_still_the_ticket(world: Mending) -> None:
    assert buttons_of(world.check(GRANT)) == [
        *(OPEN, "check.details", "check.again", "snooze.new", "log.open", "check.senders")
    ]


@pytest.mark.parametrize("different", [{"tickets": ()}])
def test_without_a_system_there_is_no_button(world: Mending) -> None:
    assert OPEN not in buttons_of(world.check(GRANT))


def test_a_closed_window_is_made_up_for(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    person = world.slack.person(seed.MENDER)
    person.submit(view)
    person.close(view)
    world.settle()
    assert "is open in" in world.alone()[-1]


def test_a_stale_button_opens_nothing(world: Mending) -> None:
    answer: Message = world.check(GRANT)
    world.clock.pass_(hours=25)
    assert "Check again" in text_of(world.preview(answer, OPEN))
    assert items(world) == 0


def opened(world: Mending) -> str:
    """A ticket for the budget, opened from the answer; its id."""
    world.submit(world.preview(world.check(GRANT), OPEN))
    (record,) = (one for one in world.store.log.of_account(ACCOUNT, 9).items if one.ticket)
    return record.ticket


def hear(world: Mending, event: dict[str, Any]) -> None:
    for job in jobs_of(event, uuid4().hex) or ():
        world.routes.send(job)
    world.settle()


def closed(world: Mending) -> list[Message]:
    return [m for m in world.messages() if " resolved oi-" in m.text]


def test_that_it_is_closed_is_said_once_where_it_was_opened_and_by_whom(world: Mending) -> None:
    id = opened(world)
    answer = world.answers()[0]
    event = update(**{"ops-item-id": id})
    for _ in range(2):
        hear(world, event)
    hear(world, {**event, "id": "edited-once-more"})
    (said,) = closed(world)
    assert said.thread_ts == answer.ts
    assert said.text.startswith("🎫 alice@example.com, role Admin")
    told = f" resolved {id} for {find(GRANT).budget}: {CAUSE}. The fault is still there."
    assert said.text.endswith(told)


def test_it_is_said_in_the_budgets_open_threads_too(world: Mending) -> None:
    id = opened(world)
    root = world.slack.person(seed.MENDER).say("An alert", seed.FINOPS).message
    thread = Thread(
        *("m1", ACCOUNT, find(GRANT).budget, find(GRANT).topics[0].arn),
        *(ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock()),
    )
    assert world.store.threads.begin(thread)
    hear(world, update(**{"ops-item-id": id}))
    assert {m.thread_ts for m in closed(world)} == {world.answers()[0].ts, root.ts}


def test_slack_that_fails_after_it_posted_gets_it_once(world: Mending) -> None:
    id = opened(world)
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    hear(world, update(**{"ops-item-id": id}))
    assert len(closed(world)) == 1


def test_one_that_is_opened_again_is_closed_again(world: Mending) -> None:
    id = opened(world)
    hear(world, update(**{"ops-item-id": id}))
    world.submit(world.preview(world.answers()[0], OPEN))
    again = world.store.opened.of(ACCOUNT, id)
    assert [one.teller for one in again] == [""]
    hear(world, {**update(**{"ops-item-id": id}), "id": "again"})
    assert len(closed(world)) == 2


@pytest.mark.parametrize("changes", [{"account": "222222222222"}, {"id": "other"}])
def test_a_ticket_of_somebody_else_is_left_alone(world: Mending, changes: dict[str, str]) -> None:
    id = opened(world)
    event = {**update(**{"ops-item-id": id if "account" in changes else "oi-other"}), **changes}
    hear(world, event)
    assert closed(world) == []


def test_one_submission_sent_many_times_says_one_message(world: Mending) -> None:
    """Slack's signature holds for five minutes: a request that was copied is as good as new."""
    view = world.preview(world.check(GRANT), OPEN)
    person = world.slack.person(seed.MENDER)
    first = person.submit(view)
    for _ in range(5):
        world.settle()
        assert person.again(first).status == 200
    world.settle()
    assert len([m for m in world.thread() if "🎫 mina opened" in m.text]) == 1
    assert world.records() == ["asked for a ticket", "opened a ticket"]


def test_the_line_waits_for_slack(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", drop=True, times=None))
    assert "is open in" in world.submit(view) and world.thread() == []
    world.slack.faults.clear()
    for _ in range(2):
        world.clock.pass_(minutes=2)
        world.tick()
    assert len([m for m in world.thread() if "🎫 mina opened" in m.text]) == 1


def test_that_it_is_closed_waits_for_slack(world: Mending) -> None:
    id = opened(world)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True, times=None))
    hear(world, update(**{"ops-item-id": id}))
    world.slack.faults.clear()
    for _ in range(2):
        world.clock.pass_(minutes=2)
        world.tick()
    assert len(closed(world)) == 1


@pytest.mark.parametrize("names", [["alarm-root-only-key"]])
@pytest.mark.parametrize("different", [{"tickets": ("opsitem",), "senders": ("alarms",)}])
def test_it_says_what_else_publishes_to_the_topic(world: Mending) -> None:
    view = world.preview(world.check("alarm-root-only-key"), OPEN)
    whole = text_of(world.preview(view, "ticket.text"))
    assert "Let AWS Budgets and Amazon CloudWatch use the key" in whole
