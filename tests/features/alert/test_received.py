"""An alert arrives: posted once, whatever SNS, Slack and the tables do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.jobs.outbox import Send
from bot.core.jobs.proof_steps import Proved
from bot.core.model.read import Cause, ReadFailed
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.errors import SlackError, StoreError
from bot.slack.client import Slack
from bot.slack.render.message import sentence
from playground.slack import Fault, seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.features.alert.world import NAME, NOW, TABLES, Alerts, alerts
from tests.features.check.test_command import everything

OTHER = "arn:aws:sns:eu-central-1:999999999999:theirs"


def said(world: Alerts) -> str:
    (post,) = world.posts()
    return everything(post.blocks)


def test_an_alert_is_posted_with_the_money_and_the_paths_health(world: Alerts) -> None:
    world.arrive()
    text = said(world)
    assert f"🔔 {NAME}: $204.17 of $250 (82 %)" in text
    assert (
        "Actual cost $204.17 is above $200.00, of $250.00 budgeted, for the current month" in text
    )
    assert "Actual: ▓▓▓▓▓▓▓▓░░ 82 %  204.17 USD of 250.00 USD" in text
    assert "Forecast: ▓▓▓▓▓▓▓▓▓▓ 105 %  262.50 USD of 250.00 USD" in text
    assert "Next thresholds: actual > 100 %, forecast > 150 %" in text
    assert f"account {ACCOUNT} · arrived <!date^" in text and f"{TOPIC}|money_talks>" in text
    assert "❌ The next alert will not arrive." in text
    assert f"budgets/details?name={NAME}|the budget in the AWS console" in text


def test_a_thread_is_kept_with_its_place(world: Alerts) -> None:
    world.arrive()
    (post,) = world.posts()
    thread = world.store.threads.under(seed.FINOPS, post.ts)
    assert thread is not None
    assert (thread.id, thread.origin, thread.stage) == ("m1", ThreadOrigin.ALERT, Stage.OPEN)
    assert (thread.opened, thread.budget, thread.refused) == (NOW, NAME, False)
    assert world.store.outbox.due(NOW + timedelta(days=1)).items == ()
    assert thread.text == Said().body


def test_the_path_is_read_once_for_the_post_and_what_it_proves(world: Alerts) -> None:
    world.arrive()
    assert world.reader.checked == [NAME]


def test_its_thread_is_the_budgets_however_its_blanks_are_written(world: Alerts) -> None:
    world.reader.names.append("cost all")
    world.arrive(said=Said(name="cost\u00a0all"))
    (post,) = world.posts()
    thread = world.store.threads.under(seed.FINOPS, post.ts)
    assert thread is not None and thread.budget == "cost all"
    kept = world.store.verdicts.get(ACCOUNT, "cost all")
    assert kept is not None


def test_the_same_message_three_times_is_one_post(world: Alerts) -> None:
    for _ in range(3):
        world.arrive()
    world.arrive(unsure=True)
    assert len(world.posts()) == 1 and world.waiting() == []


def test_a_copy_posts_nothing_while_the_first_may_have(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True, after=True))
    world.arrive()  # posted, and the answer lost
    ((job, _),) = world.waiting()
    assert job.what == Send("m1.first")
    world.arrive()  # SNS's second copy
    world.again()
    assert len(world.posts()) == 1 and world.waiting() == []
    thread = world.store.threads.get("m1")
    assert thread and thread.ts == world.posts()[0].ts


def test_an_alert_that_slack_did_not_take_is_posted_later(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True))
    world.arrive()
    assert world.posts() == []
    world.clock.pass_(seconds=61)
    world.again()
    assert len(world.posts()) == 1


def test_a_rate_limit_is_waited_out_however_often(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", retry_after=37, times=12))
    world.arrive()
    for n in range(11):
        ((job, wait),) = world.waiting()
        assert job.what == Send("m1.first") and 37 <= wait <= 37 + (15 * 2**n if n else 0)
        world.again()
    world.again()
    assert len(world.posts()) == 1 and world.waiting() == []


def test_it_is_found_among_hundreds_of_later_messages(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True, after=True))
    world.arrive()
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    for n in range(150):
        client.post(seed.FINOPS, sentence(f"t{n}", f"talk {n}"), f"t{n}")
    world.clock.pass_(seconds=61)
    world.again()
    ours = [post for post in world.posts() if "🔔" in everything(post.blocks or [])]
    assert len(ours) == 1


def test_a_table_that_does_not_answer_leaves_it_in_the_queue(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    embedded_aws.client("dynamodb").delete_table(TableName=TABLES.threads)
    with pytest.raises(StoreError):
        world.arrive()
    assert world.posts() == []


CLOSED = pytest.mark.parametrize("code", ["is_archived", "not_in_channel", "channel_not_found"])


@CLOSED
def test_a_channel_that_takes_nothing_leaves_it_in_the_queue(world: Alerts, code: str) -> None:
    world.slack.fail("chat.postMessage", code)
    with pytest.raises(SlackError, match="refusal for good"):
        world.arrive()
    world.arrive(unsure=True)  # SQS hands it over again, and the bot was invited meanwhile
    assert len(world.posts()) == 1
    thread = world.store.threads.get("m1")
    assert thread and thread.ts and not thread.refused


@CLOSED
def test_it_is_tried_again_also_where_the_queue_has_given_up(world: Alerts, code: str) -> None:
    world.slack.fail("chat.postMessage", code)
    with pytest.raises(SlackError):
        world.arrive()
    ((_, wait),) = world.waiting()
    assert wait == 900
    world.again()
    assert len(world.posts()) == 1 and world.waiting() == []


def test_blocks_that_slack_refuses_are_posted_as_text(
    world: Alerts, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("chat.postMessage", "invalid_blocks")
    world.arrive()
    assert "AWS Budget Notification June 09, 2026" in said(world)
    assert "Slack refuses the blocks, so it is text: the post of alert m1" in caplog.text


def test_a_budget_that_is_gone_is_posted_and_said(world: Alerts) -> None:
    world.arrive(said=Said(name="long-gone"))
    world.again()
    text = said(world)
    assert "1 message over money_talks that AWS Budgets may not have written" in text
    assert "long-gone: Actual cost $204.17 is above $200.00" in text
    assert "There is no such budget in this account any more" in text
    assert world.store.verdicts.get(ACCOUNT, "long-gone") is None


def test_a_budget_that_cannot_be_read_is_posted_all_the_same(world: Alerts) -> None:
    world.reader.account_id = ReadFailed("sts:GetCallerIdentity", "account", Cause.THROTTLED)
    world.arrive()
    assert "$204.17 is above $200.00" in said(world)


def test_a_message_that_names_another_account_says_so(world: Alerts) -> None:
    body = Said().body.replace(ACCOUNT, "222222222222")
    world.work(world.alerted(body=body))
    assert "names account 222222222222, but came over a topic of account" in said(world)


def test_a_topic_of_an_unknown_account_is_logged_and_not_posted(
    world: Alerts, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    world.work(world.alerted(topic=OTHER))
    assert world.posts() == []
    assert f"the topic {OTHER} is in no known account" in caplog.text
    assert "AWS Budget Notification" in caplog.text


def test_other_publishers_are_left_alone(world: Alerts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    world.work(world.alerted(subject='ALARM: "cpu"', body='{"AlarmName": "cpu"}'))
    assert world.posts() == [] and world.store.threads.get("m1") is None
    assert "another publisher's" in caplog.text and "AlarmName" in caplog.text


def test_an_unknown_form_of_aws_budgets_is_shown_whole(world: Alerts) -> None:
    body = "A new kind of news <!channel> about *taxes*.\n" * 3
    for _ in range(2):
        world.work(world.alerted(subject="AWS Budgets: news", body=body))
    text = said(world)
    assert "AWS Budgets: news" in text and body.strip() in text
    thread = world.store.threads.get("m1")
    assert thread is not None and not thread.is_open


def test_an_unknown_form_that_is_too_long_is_cut_and_said_so(world: Alerts) -> None:
    world.work(world.alerted(subject="AWS Budgets: news", body="word " * 50_000))
    assert "Cut here: the log has it whole, under m1." in said(world)


def test_an_adjustment_is_one_line(world: Alerts) -> None:
    body = (
        '{"budgetName": "auto", "previousBudgetLimit": "100 USD", "currentBudgetLimit": "120 USD"}'
    )
    world.work(world.alerted(subject="", body=body))
    assert "auto: AWS Budgets adjusted its limit from 100 USD to 120 USD." in said(world)


def test_without_a_channel_the_log_holds_it_whole(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    caplog.set_level("INFO")
    with alerts(embedded_aws, alerts_channel="") as world:
        world.arrive()
        assert world.posts() == []
    assert caplog.text.count("ALERTS_CHANNEL is not set: message m1 is posted nowhere") == 1
    assert "Budget Name: harbour-lights" in caplog.text


def test_a_healthy_path_has_no_button_to_mend(world: Alerts) -> None:
    world.reader.broken = False
    world.arrive()
    assert "fix." not in str(world.posts()[0].blocks)
    assert "alert.acknowledge" in str(world.posts()[0].blocks)


def test_a_broken_path_has_the_buttons_of_an_answer(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with alerts(embedded_aws, menders=(seed.MENDER,)) as world:
        world.arrive()
        assert "fix.move-to-new-key" in str(world.posts()[0].blocks)
        (kept,) = world.store.answers.live(ACCOUNT, NAME, NOW, 5)
        assert kept.ts == world.posts()[0].ts


def test_the_alert_of_a_proof_is_no_alert(world: Alerts, caplog: pytest.LogCaptureFixture) -> None:
    world.arrive(said=Said(name="budget-check-proof-0123456789abcdef"))
    assert world.posts() == [] and world.store.threads.get("m1") is None
    assert "is of no proof that is known here" in caplog.text


def test_a_proofs_alert_closes_the_threads_that_wait_for_one(world: Alerts) -> None:
    world.arrive()
    later = NOW + timedelta(minutes=5)
    other = Thread(
        "o1", ACCOUNT, NAME, OTHER, ThreadOrigin.MAIL, seed.FINOPS, "1700000000.000200", NOW
    )
    changed = replace(other, id="c1", topic=TOPIC, ts="1700000000.000300", changed_at=later)
    for thread in (other, changed):
        world.store.threads.begin(thread)
    world.reader.broken = False
    world.clock.pass_(minutes=5)
    at = NOW + timedelta(minutes=4)
    for again in (False, True):
        world.work(Proved(ACCOUNT, NAME, TOPIC, at.isoformat()), "p1.arrived", unsure=again)
    closed = world.store.threads.get("m1")
    assert closed and (closed.stage, closed.delivered_at) == (Stage.DELIVERED, at)
    (line,) = [text for text in world.lines() if "Delivered" in text]
    assert "an alert arrived at budget-check's subscription" in line and "4 min" in line
    for kept in ("o1", "c1"):
        waiting = world.store.threads.get(kept)
        assert waiting and waiting.is_open


def test_a_proofs_alert_closes_nothing_while_the_budgets_own_path_is_broken(world: Alerts) -> None:
    world.arrive()
    world.clock.pass_(minutes=5)
    world.work(Proved(ACCOUNT, NAME, TOPIC, (NOW + timedelta(minutes=4)).isoformat()), "p1.arrived")
    waiting = world.store.threads.get("m1")
    assert waiting and waiting.is_open
