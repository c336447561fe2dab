"""A fix from Slack when something is in the way: a clear word, and nothing half done."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.core.change.events import EventType
from bot.jobs.crash_points import CrashPoint
from playground.slack import Fault, View, seed
from playground.slack.model import BOT_USER_ID
from tests.features.conftest import GRANT
from tests.features.world import MENDERS, Mending, buttons_of, text_of

FIX = "fix.allow-on-key"


def previewed(world: Mending) -> View:
    return world.preview(world.check(GRANT), FIX)


def statements(world: Mending) -> int:
    return len(world.key_policy(GRANT)["Statement"])


def writes(world: Mending) -> int:
    return len(world.aws.control.calls("kms", "PutKeyPolicy"))


def test_a_stale_button_says_where_new_ones_are(world: Mending) -> None:
    answer = world.check(GRANT)
    world.clock.pass_(hours=25)
    assert "Check again" in text_of(world.preview(answer, FIX))
    world.press(answer, "check.again")
    assert "Add one statement to the policy of" in text_of(world.preview(answer, FIX))


def test_a_stale_preview_is_refused(world: Mending) -> None:
    view = previewed(world)
    world.clock.pass_(minutes=31)
    assert "expired" in world.submit(view)
    assert writes(world) == 0 and world.records()[-1] == "expired"
    assert world.thread() == []


def test_a_button_of_what_is_mended_already_says_so(world: Mending) -> None:
    first, second = world.check(GRANT), world.check(GRANT)
    world.slack.fail("chat.update", "message_not_found", times=None)
    world.submit(world.preview(first, FIX))
    assert "would be mended by this" in text_of(world.preview(second, FIX))


def test_a_click_without_the_right_shows_the_plan_and_whom_to_ask(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX, seed.NOBODY)
    assert f"those who may: <@{seed.MENDER}>" in text_of(view)
    assert view.body["submit"]["text"] == "Ask for it"
    assert writes(world) == 0


def test_a_right_that_is_lost_before_the_write_stops_it(world: Mending) -> None:
    view = previewed(world)
    users = world.slack.workspace.users
    users[seed.MENDER] = replace(users[seed.MENDER], restricted=True)
    assert "Guests may not" in world.submit(view)
    assert writes(world) == 0


def test_two_people_at_once_make_one_write(world: Mending) -> None:
    """Each has a preview of their own; who finds the key taken waits for the schedule."""
    answer = world.check(GRANT)
    views = {user: world.preview(answer, FIX, user) for user in MENDERS}
    with ThreadPoolExecutor(2) as threads:
        replies = [threads.submit(world.slack.person(u).submit, v) for u, v in views.items()]
        assert all(reply.result().in_time for reply in replies)
    world.settle()
    world.clock.pass_(minutes=3)
    world.tick()
    assert writes(world) == 1 and statements(world) == 2
    said = [text_of(view) for view in views.values()]
    assert sum("✅ Done" in text for text in said) == 1
    assert sum("Nothing was written" in text for text in said) == 1


def test_fifty_submissions_make_one_write(world: Mending) -> None:
    view = previewed(world)
    person = world.slack.person(seed.MENDER)
    first = person.submit(view)
    with ThreadPoolExecutor(49) as threads:
        replies = list(threads.map(lambda _: person.again(first), range(49)))
    assert all(reply.in_time for reply in [first, *replies])
    world.settle()
    assert writes(world) == 1 and world.records().count("applied") == 1
    assert "✅ Done" in text_of(view)
    late = [text for text in world.alone() if "Nothing was done: " in text]
    assert len(late) == world.records().count("refused") == 49
    assert len([m for m in world.thread() if "alerts again" in m.text]) == 1 == len(world.thread())


def test_who_closed_the_window_hears_of_it_all_the_same(world: Mending) -> None:
    view = previewed(world)
    person = world.slack.person(seed.MENDER)
    person.submit(view)
    person.close(view)
    world.settle()
    assert "✅ Done" in world.alone()[-1]
    assert "alerts again" in world.story()[-1]


def test_a_window_that_never_opened_is_said(world: Mending) -> None:
    answer = world.check(GRANT)
    world.slack.fail("views.open", "expired_trigger_id")
    world.press(answer, FIX)
    assert "Press the button again" in world.alone()[-1]


def test_a_removed_bot_tells_who_asked_directly(world: Mending) -> None:
    view = previewed(world)
    world.slack.workspace.channels[seed.FINOPS].members.remove(BOT_USER_ID)
    assert "✅ Done" in world.submit(view)
    told = text_of(world.slack.messages(seed.DIRECT)[-1])
    assert "✅ Done" in told and "takes no word" in told
    assert world.records()[-1] == "applied"


def test_a_removed_bot_tells_an_outcome_once_where_the_view_is_gone_too(world: Mending) -> None:
    view = previewed(world)
    world.slack.workspace.channels[seed.FINOPS].members.remove(BOT_USER_ID)
    person = world.slack.person(seed.MENDER)
    person.submit(view)
    person.close(view)
    world.settle()
    told = [text_of(one) for one in world.slack.messages(seed.DIRECT)]
    assert len([one for one in told if "✅ Done" in one]) == 1, told


def test_a_rate_limit_in_the_middle_delays_the_story_and_nothing_else(world: Mending) -> None:
    view = previewed(world)
    world.slack.faults.add(Fault("chat.postMessage", retry_after=1, times=2))
    world.submit(view)
    assert writes(world) == 1
    assert [m.text.partition(":")[0] for m in world.thread()] == [
        "✅ cost-all-services-test alerts again"
    ]


def test_a_line_that_slack_took_without_saying_so_is_there_once(world: Mending) -> None:
    view = previewed(world)
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True, times=2))
    world.submit(view)
    assert len(world.thread()) == 1
    assert "✅ Done" in text_of(view)


def test_slack_silent_at_the_preview_is_tried_again(world: Mending) -> None:
    answer = world.check(GRANT)
    world.slack.faults.add(Fault("views.update", drop=True))
    assert "Add one statement to the policy of" in text_of(world.preview(answer, FIX))


def test_a_policy_that_changed_since_gets_a_new_preview(world: Mending) -> None:
    view = previewed(world)
    other = {"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "kms:Sign"}
    add(world, {**other, "Resource": "*"})
    before = writes(world)
    assert "What the preview showed has changed" in world.submit(view)
    assert writes(world) == before and view.body.get("submit")
    assert "✅ Done" in world.submit(view)
    assert [s.get("Sid") for s in world.key_policy(GRANT)["Statement"]][-2:] == [
        "Theirs",
        "BudgetCheckAllowBudgets",
    ]


def add(world: Mending, statement: dict[str, object]) -> None:
    policy = world.key_policy(GRANT)
    policy["Statement"].append(statement)
    arn = world.topic(GRANT)["KmsMasterKeyId"]
    kms = world.aws.client("kms", "ap-northeast-1")
    key = kms.describe_key(KeyId=arn)["KeyMetadata"]["Arn"]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))


def test_tables_out_of_reach_stop_it_before_aws(
    world: Mending, caplog: pytest.LogCaptureFixture
) -> None:
    view = previewed(world)
    world.aws.fault("dynamodb", "*", code="AccessDeniedException", message="no", status=400)
    with caplog.at_level(logging.ERROR):
        said = world.submit(view)
    world.aws.control.forget_faults()
    assert "cannot write down what it does" in said
    assert writes(world) == 0 and "AccessDenied" not in said


def test_an_answer_without_tables_has_no_buttons_that_lie(world: Mending) -> None:
    refused = {"code": "AccessDeniedException", "message": "no", "status": 400}
    world.aws.fault("dynamodb", "TransactWriteItems", **refused)
    answer = world.check(GRANT)
    world.aws.control.forget_faults()
    assert buttons_of(answer) == ["check.details", "check.again", "check.senders"]
    assert "What would mend it" in text_of(answer)


def test_where_the_bot_is_no_member_nothing_can_be_pressed(world: Mending) -> None:
    world.channel = seed.PUBLIC_WITHOUT_BOT
    answer = world.check(GRANT)
    assert answer.ephemeral and buttons_of(answer) == [
        "check.details",
        "check.again",
        "check.senders",
    ]
    assert "/invite @budget-check to mend" in text_of(answer)


@pytest.mark.parametrize("different", [{"menders": ()}])
def test_without_menders_nothing_can_be_pressed(world: Mending) -> None:
    assert buttons_of(world.check(GRANT)) == ["check.details", "check.again", "check.senders"]


def test_a_guest_is_refused_and_that_is_in_the_log(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX, seed.GUEST)
    assert "Guests may not" in text_of(view)
    (record,) = world.store.log.of_account("111111111111").items
    assert (record.what, record.who, record.fix) == ("refused", seed.GUEST, "allow-on-key")


def test_a_policy_that_changes_at_the_last_moment_shows_the_new_plan(world: Mending) -> None:
    """Nothing is written over a document that nobody has seen; the view holds what comes next."""
    view = previewed(world)
    other = {"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "kms:Sign"}
    world.at[EventType.CLAIMED] = lambda: add(world, {**other, "Resource": "*"})
    before = writes(world)
    assert "✋ Stopped. Nothing was written." in world.submit(view)
    assert writes(world) == before + 1, "theirs, and none of ours"
    assert world.story()[-1].startswith("✋ Stopped, nothing was written: ")
    assert view.body["submit"]["text"] == "Add the statement"
    assert "✅ Done" in world.submit(view)
    assert statements(world) == 3


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException"])
def test_what_cannot_be_read_at_the_submission_keeps_the_preview(world: Mending, code: str) -> None:
    view = previewed(world)
    world.aws.fault("kms", "GetKeyPolicy", code=code)
    said = world.submit(view)
    assert "Nothing was written." in said and "could not be read" in said
    assert "would be mended" not in said
    assert view.body["submit"]["text"] == "Add the statement"
    assert writes(world) == 0
    world.aws.control.forget_faults()
    assert "✅ Done" in world.submit(view)


def test_what_is_never_verified_has_no_undo_any_more(world: Mending) -> None:
    view = previewed(world)
    world.at[CrashPoint.READ_BACK] = lambda: world.aws.fault(
        "sns", "GetTopicAttributes", code="AuthorizationError", status=403
    )
    world.submit(view)
    assert buttons_of(world.thread()[-1]) == ["change.undo"]
    world.clock.pass_(hours=2)
    world.tick()
    assert world.story()[-1].startswith("❌ Failed: ")
    assert [buttons_of(one) for one in world.thread()] == [[]]


def test_what_cannot_be_verified_yet_says_so_and_is_looked_at_again(world: Mending) -> None:
    view = previewed(world)
    world.at[CrashPoint.READ_BACK] = lambda: world.aws.fault(
        "sns", "GetTopicAttributes", code="AuthorizationError", status=403
    )
    assert "not verified yet" in world.submit(view)
    written = world.thread()[-1]
    assert world.story()[-1].startswith("⚠️ Written, not verified yet: ")
    assert buttons_of(written) == ["change.undo"]
    world.aws.control.forget_faults()
    world.clock.pass_(minutes=10)
    world.tick()
    assert "alerts again" in world.story()[-1]
    assert world.records()[-1] == "applied"
